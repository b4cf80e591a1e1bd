import type { SourcePanel, TrailEvent } from "../../event";
import { eventKind } from "../../event-kind";
import { withLinks } from "../../links/console-place";
import { itemLink } from "../../links/item-link";
import { defineSource, type SourceReading } from "../../trail-source";
import { writeAttributeValue } from "../attributes/write-attribute-value";
import { readStoredMetadata, type StoredMetadata } from "./stored-metadata";
import { readStrayMetadata } from "./stray-metadata";

const name = "metadata";
/** `isComplete`: what Kore posts is there. */
const metadataStored = eventKind<{ isComplete: boolean }>("metadata.stored");

/** What Kore posted for the call, as it lies in the table, under whichever id it was posted. */
export const metadata = defineSource({
  name,
  iamActions: [
    "dynamodb:BatchGetItem",
    "dynamodb:Query",
    "connect:ListAssociatedContacts",
    "logs:FilterLogEvents",
  ],
  channels: ["VOICE"],
  open: (context, subject) =>
    context.tables.map((table, index) => ({
      source: index === 0 ? name : `${name}:${table}`,
      title: context.tables.length > 1 ? `Metadata (${table})` : "Metadata",
      read: async (signal) => {
        const items = await readStoredMetadata(context, subject, table, signal);
        const all = items.length > 0 ? items : await readStrayMetadata(context, subject, table, signal);
        const { events, panel } = readMetadata(subject.contactId, table, all, new Date());
        const linked = withLinks(events, context.console, (event, place) =>
          itemLink(place, table, event.contactId),
        );
        return { events: linked, panel };
      },
    })),
});

/** Pure: stored items as events and facts. An expired item that DynamoDB has not deleted yet is shown as expired. */
function readMetadata(contactId: string, table: string, stored: StoredMetadata[], now: Date): SourceReading {
  const events: TrailEvent[] = [];
  const rows: SourcePanel["rows"] = [];
  for (const { contactId: storedUnder, item, foundBySession } of stored) {
    const storedAt = item.storedAt?.S;
    const expiresAt = item.expiresAt?.N ? new Date(Number(item.expiresAt.N) * 1000) : undefined;
    const revision = item.revision?.N;
    const body = item.kore_session_data ? writeAttributeValue(item.kore_session_data) : undefined;
    if (body !== undefined) {
      rows.push({ key: "kore_session_data", label: "kore_session_data", value: body, kind: "json" });
    }
    rows.push({ key: "contactId", label: "Stored under", value: storedUnder, kind: "id" });
    if (item.koreSessionId?.S) {
      rows.push({ key: "koreSessionId", label: "Kore session", value: item.koreSessionId.S, kind: "id" });
    }
    if (storedAt) rows.push({ key: "storedAt", label: "Stored", value: storedAt });
    if (revision) rows.push({ key: "revision", label: "Times stored", value: revision });
    if (expiresAt) {
      const label = expiresAt <= now ? "Expired" : "Readable until";
      rows.push({ key: "expiresAt", label, value: expiresAt.toISOString() });
    }
    if (!storedAt || Number.isNaN(Date.parse(storedAt))) continue;
    events.push({
      id: `${name}:${table}:${storedUnder}:${revision ?? storedAt}`,
      at: new Date(storedAt).toISOString(),
      source: name,
      hop: "store",
      ...metadataStored.of({ isComplete: Boolean(foundBySession || body?.trim()) }),
      ...describeItem(foundBySession || body?.trim(), revision),
      detail: foundBySession
        ? `Under ${storedUnder}, which is no id of this call; Kore's session is the same`
        : storedUnder === contactId
          ? undefined
          : `Under the id ${storedUnder} of the same call`,
      contactId: storedUnder,
      raw: {
        ...Object.fromEntries(Object.entries(item).map(([key, value]) => [key, writeAttributeValue(value)])),
        ...(foundBySession ? { foundBy: "koreSessionId" } : {}),
      },
    });
  }
  return { events, panel: rows.length > 0 ? { title: "Metadata", rows } : undefined };
}

/** An entry without what Kore posts is no proof of a post. An index of the table may leave the body out. */
function describeItem(hasBody: true | string | undefined, revision: string | undefined) {
  if (!hasBody) {
    return { severity: "unknown" as const, title: "An entry without kore_session_data was stored" };
  }
  const title =
    revision && revision !== "1" ? `Kore's metadata stored, the ${revision}. time` : "Kore's metadata stored";
  return { severity: "good" as const, title };
}
