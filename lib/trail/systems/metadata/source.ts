import type { ContactId } from "@/lib/kernel/ids";
import type { SourcePanel, TrailEvent } from "../../event";
import { withLinks } from "../../links/console-place";
import { itemLink } from "../../links/item-link";
import { defineSource, type SourceReading } from "../../trail-source";
import { formatAttributeValue } from "../attributes/format-attribute-value";
import type { MetadataColumns } from "./metadata-columns";
import { metadataStored } from "./metadata-events";
import { fetchStoredMetadata, type StoredMetadata } from "./stored-metadata";
import { fetchStrayMetadata } from "./stray-metadata";

const name = "metadata";

/** What was posted for the call, as it lies in the table, under whichever id it was posted. */
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
        const items = await fetchStoredMetadata(context, subject, table, signal);
        const all = items.length > 0 ? items : await fetchStrayMetadata(context, subject, table, signal);
        const { events, panel } = readMetadata(subject.contactId, table, all, {
          columns: context.vendors.flatMap((vendor) => vendor.metadata ?? []),
          now: new Date(),
        });
        const linked = withLinks(events, context.console, (event, place) =>
          itemLink(place, table, event.contactId),
        );
        return { events: linked, panel };
      },
    })),
});

/** Pure: stored items as events and facts. An expired item that DynamoDB has not deleted yet is shown as expired. */
function readMetadata(
  contactId: ContactId,
  table: string,
  stored: StoredMetadata[],
  { columns, now }: { columns: readonly MetadataColumns[]; now: Date },
): SourceReading {
  const events: TrailEvent[] = [];
  const rows: SourcePanel["rows"] = [];
  for (const { contactId: storedUnder, item, foundBy } of stored) {
    const { body: bodyColumn, session } = columnsOf(columns, item);
    const bodyValue = item[bodyColumn];
    const sessionId = session && item[session.column]?.S;
    const storedAt = item.storedAt?.S;
    const expiresAt = item.expiresAt?.N ? new Date(Number(item.expiresAt.N) * 1000) : undefined;
    const revision = item.revision?.N;
    const body = bodyValue ? formatAttributeValue(bodyValue) : undefined;
    if (body !== undefined) {
      rows.push({ key: bodyColumn, label: bodyColumn, value: body, kind: "json" });
    }
    rows.push({ key: "contactId", label: "Stored under", value: storedUnder, kind: "id" });
    if (session && sessionId)
      rows.push({ key: session.column, label: session.title, value: sessionId, kind: "id" });
    if (storedAt) rows.push({ key: "storedAt", label: "Stored", value: storedAt });
    if (revision) rows.push({ key: "revision", label: "Times stored", value: revision });
    if (expiresAt) {
      const label = expiresAt <= now ? "Expired" : "Readable until";
      rows.push({ key: "expiresAt", label, value: expiresAt.toISOString() });
    }
    if (!storedAt || Number.isNaN(Date.parse(storedAt))) continue;
    // An index of the table may leave the body out.
    const isComplete = Boolean(foundBy || body?.trim());
    events.push({
      id: `${name}:${table}:${storedUnder}:${revision ?? storedAt}`,
      at: new Date(storedAt).toISOString(),
      source: name,
      hop: "store",
      ...metadataStored.of({ isComplete, isStray: foundBy !== undefined }),
      ...describeItem(isComplete, bodyColumn, revision),
      detail: foundBy
        ? `Under ${storedUnder}, which isn't an ID of this call. The ${foundBy.title} is the same.`
        : storedUnder === contactId
          ? undefined
          : `Under another ID of the same call: ${storedUnder}`,
      contactId: storedUnder,
      raw: {
        ...Object.fromEntries(Object.entries(item).map(([key, value]) => [key, formatAttributeValue(value)])),
        ...(foundBy ? { foundBy: foundBy.column } : {}),
      },
    });
  }
  return { events, panel: rows.length > 0 ? { title: "Metadata", rows } : undefined };
}

/** Those of the vendor whose body the item has; else the first's, which says what is missing. */
function columnsOf(columns: readonly MetadataColumns[], item: StoredMetadata["item"]): MetadataColumns {
  return columns.find(({ body }) => item[body]) ?? columns[0] ?? { body: "body" };
}

/** An entry without what is posted is no proof of a post. */
function describeItem(isComplete: boolean, bodyColumn: string, revision: string | undefined) {
  if (!isComplete) {
    return { severity: "unknown" as const, title: `An entry without ${bodyColumn} was stored` };
  }
  const title =
    revision && revision !== "1" ? `Metadata stored again (revision ${revision})` : "Metadata stored";
  return { severity: "good" as const, title };
}
