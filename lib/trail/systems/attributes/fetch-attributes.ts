import { GetContactAttributesCommand } from "@aws-sdk/client-connect";
import { shareRead } from "../../share-read";
import type { TrailContext, TrailSubject } from "../../trail-source";

/** The contact's attributes, one call for all sources that need them. Throws what the SDK throws. */
export function fetchAttributes(
  { clients, instanceId }: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  return shareRead(subject, "attributes", signal, async (stop) => {
    const { contactId, contact } = subject;
    // Attributes belong to the first contact of a chain of transfers; that id is what Connect asks for.
    const InitialContactId = (contact.ok && contact.value.InitialContactId) || contactId;
    const answer = await clients.connect.send(
      new GetContactAttributesCommand({ InstanceId: instanceId, InitialContactId }),
      { abortSignal: stop },
    );
    return answer.Attributes ?? {};
  });
}
