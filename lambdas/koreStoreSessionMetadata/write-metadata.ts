import type { callDynamoDb, Item } from "../shared/call-dynamodb";
import type { MetadataSettings } from "./settings";

export interface MetadataEntry {
  contactId: string;
  text: string;
  koreSessionId: string | undefined;
  at: Date;
}

export interface WrittenMetadata {
  /** How often this contact's metadata was written: 1 the first time. */
  revision: number;
  /** ISO 8601. */
  storedAt: string;
  /** Seconds since the epoch, as DynamoDB's time-to-live wants them. */
  expiresAt: number;
}

/** Kore's Service node waits some ten seconds; a table that has not answered in five will not. */
const writeMs = 5000;

/** Replaces the contact's metadata in one write, so that two posts at once cannot mix. Needs dynamodb:UpdateItem only. */
export async function writeMetadata(
  call: typeof callDynamoDb,
  settings: MetadataSettings,
  entry: MetadataEntry,
): Promise<WrittenMetadata> {
  const storedAt = entry.at.toISOString();
  const expiresAt = Math.floor(entry.at.getTime() / 1000) + settings.retentionSeconds;
  const sets = ["kore_session_data = :data", "storedAt = :storedAt", "expiresAt = :expiresAt"];
  const values: Item = {
    ":data": { S: entry.text },
    ":storedAt": { S: storedAt },
    ":expiresAt": { N: String(expiresAt) },
    ":one": { N: "1" },
  };
  if (entry.koreSessionId) {
    sets.push("koreSessionId = :session");
    values[":session"] = { S: entry.koreSessionId };
  }
  const remove = entry.koreSessionId ? "" : " REMOVE koreSessionId";
  const { Attributes } = await call<{ Attributes?: Item }>(
    "UpdateItem",
    {
      TableName: settings.tableName,
      Key: { contactId: { S: entry.contactId } },
      UpdateExpression: `SET ${sets.join(", ")} ADD revision :one${remove}`,
      ExpressionAttributeValues: values,
      ReturnValues: "UPDATED_NEW",
    },
    { deadline: Date.now() + writeMs },
  );
  const revision = Attributes?.revision;
  return { revision: revision && "N" in revision ? Number(revision.N) : 1, storedAt, expiresAt };
}
