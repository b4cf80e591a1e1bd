import type { ContactId } from "@/lib/kernel/ids";
import type { TrailEvent } from "../../event";
import { eventKind } from "../../event-kind";
import { defineSource, type ToldEvent } from "../../trail-source";

const name = "center-events";

/** A contact center said by itself that something happened: `event` is its own word. */
const centerTold = eventKind<{ event: string }>("center-events.told");

/** What a contact center has said by itself of a contact that goes on: of those, its own records may not tell yet. */
export const centerEvents = defineSource({
  name,
  iamActions: [],
  open: () => [],
  openLinked: ({ told = [] }, { contactId }) =>
    told.length === 0
      ? []
      : [
          {
            source: name,
            title: "Webhooks",
            isOptional: true,
            read: async () => ({ events: told.map((one) => describeTold(contactId, one)) }),
          },
        ],
});

/** Pure. It tells no outcome, so it proves nothing. */
function describeTold(contactId: ContactId, { id, at, event, title, hop }: ToldEvent): TrailEvent {
  return {
    id: `${name}:${id}`,
    at: at.toISOString(),
    source: name,
    hop,
    during: "any",
    severity: "info",
    ...centerTold.of({ event }),
    title,
    detail: event,
    contactId,
    raw: { event, at: at.toISOString() },
  };
}
