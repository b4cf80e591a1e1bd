import { setTimeout as delay } from "node:timers/promises";
import { type AttributeValue, BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import { shareRead } from "../../share-read";
import type { TrailContext, TrailSubject } from "../../trail-source";
import { contactTree, idsOfRecord } from "../associated-contacts/contact-tree";
import type { MetadataColumns } from "./metadata-columns";

/** One item of the table that vendors' posts are kept in. */
export interface StoredMetadata {
  contactId: ContactId;
  item: Record<string, AttributeValue>;
  /** The id is none of the call's: the vendor's session tells that it was posted for this call. */
  foundBy?: NonNullable<MetadataColumns["session"]>;
}

/** DynamoDB may leave some keys of a batch for another try. */
const tries = 4;
/** Before the second try; each further pause is twice as long. */
const firstPauseMs = 100;

/** A key that wasn't read isn't known to be absent. */
const leftUnread = {
  code: "throttled",
  isPassing: true,
  sentence: "AWS throttled dynamodb:BatchGetItem, and retries failed too.",
  wayOut: "Wait a minute and try again.",
} as const;

/**
 * What is stored under the ids that the contact's own record names: the quickest to be known. Throws what the SDK throws,
 * and when DynamoDB leaves keys unread.
 */
export function fetchRecordMetadata(
  context: TrailContext,
  subject: TrailSubject,
  table: string,
  signal: AbortSignal,
): Promise<StoredMetadata[]> {
  return shareRead(subject, `metadata of record ${table}`, signal, (stop) =>
    fetchItems(context, table, idsOfRecord(subject), stop),
  );
}

/**
 * What is stored under any id of the call, its own first. The ids of the record are asked for at once: the tree, which is
 * read meanwhile, seldom adds one. Throws what `fetchRecordMetadata` throws.
 */
export function fetchStoredMetadata(
  context: TrailContext,
  subject: TrailSubject,
  table: string,
  signal: AbortSignal,
): Promise<StoredMetadata[]> {
  return shareRead(subject, `metadata ${table}`, signal, async (stop) => {
    const known = idsOfRecord(subject);
    const [found, tree] = await Promise.all([
      fetchRecordMetadata(context, subject, table, stop),
      contactTree(context, subject, stop),
    ]);
    const others = tree.filter((id) => !known.includes(id));
    const more = others.length > 0 ? await fetchItems(context, table, others, stop) : [];
    return [...found, ...more].sort(
      (one, other) => tree.indexOf(one.contactId) - tree.indexOf(other.contactId),
    );
  });
}

async function fetchItems(
  { clients }: TrailContext,
  table: string,
  ids: string[],
  signal: AbortSignal,
): Promise<StoredMetadata[]> {
  const found: StoredMetadata[] = [];
  let keys: Record<string, AttributeValue>[] | undefined = ids.map((id) => ({ contactId: { S: id } }));
  for (let attempt = 0; keys?.length; attempt++) {
    if (attempt === tries) throw new ProblemError(leftUnread);
    if (attempt > 0) await delay(firstPauseMs * 2 ** (attempt - 1), undefined, { signal });
    const answer: {
      Responses?: Record<string, Record<string, AttributeValue>[]> | undefined;
      UnprocessedKeys?: Record<string, { Keys?: Record<string, AttributeValue>[] | undefined }> | undefined;
    } = await clients.dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      { abortSignal: signal },
    );
    for (const item of answer.Responses?.[table] ?? [])
      found.push({ contactId: asContactId(item.contactId?.S ?? ""), item });
    keys = answer.UnprocessedKeys?.[table]?.Keys;
  }
  return found;
}
