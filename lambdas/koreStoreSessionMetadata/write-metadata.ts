import { randomBytes } from "node:crypto";
import { type callDynamoDb, DynamoDbError, type Item } from "../shared/call-dynamodb";
import type { MetadataSettings } from "./settings";

export interface MetadataEntry {
  contactId: string;
  text: string;
  koreSessionId: string | undefined;
  at: Date;
}

export interface WrittenMetadata {
  /** How often this contact's metadata was posted: 1 the first time. Absent when only the answer to a repetition came. */
  revision?: number;
  /** ISO 8601. */
  storedAt: string;
  /** Seconds since the epoch, as DynamoDB's time to live requires. */
  expiresAt: number;
}

/** Kore's Service node waits about 10 seconds; a table that hasn't answered in 5 won't. */
const writeMs = 5000;

/**
 * Replaces the contact's metadata in one write, so that two simultaneous posts can't mix. A write whose answer was lost is sent
 * again: by its ID it counts once, and takes nothing from a post that came in between. Needs dynamodb:UpdateItem only.
 */
export async function writeMetadata(
  call: typeof callDynamoDb,
  settings: MetadataSettings,
  entry: MetadataEntry,
): Promise<WrittenMetadata> {
  const postId = randomBytes(9).toString("base64url");
  const storedAt = entry.at.toISOString();
  const expiresAt = Math.floor(entry.at.getTime() / 1000) + settings.retentionSeconds;
  const sets = ["kore_session_data = :data", "storedAt = :storedAt", "expiresAt = :expiresAt"];
  const values: Item = {
    ":data": { S: entry.text },
    ":storedAt": { S: storedAt },
    ":expiresAt": { N: String(expiresAt) },
    ":one": { N: "1" },
    ":postId": { S: postId },
    ":postIds": { SS: [postId] },
  };
  if (entry.koreSessionId) {
    sets.push("koreSessionId = :session");
    values[":session"] = { S: entry.koreSessionId };
  }
  const remove = entry.koreSessionId ? "" : " REMOVE koreSessionId";
  try {
    const { Attributes } = await call<{ Attributes?: Item }>(
      "UpdateItem",
      {
        TableName: settings.tableName,
        Key: { contactId: { S: entry.contactId } },
        UpdateExpression: `SET ${sets.join(", ")} ADD revision :one, postIds :postIds${remove}`,
        ConditionExpression: "NOT contains(postIds, :postId)",
        ExpressionAttributeValues: values,
        ReturnValues: "UPDATED_NEW",
      },
      { deadline: Date.now() + writeMs },
    );
    const revision = Attributes?.revision;
    return { revision: revision && "N" in revision ? Number(revision.N) : 1, storedAt, expiresAt };
  } catch (error) {
    // An earlier attempt of this write was carried out.
    if (error instanceof DynamoDbError && error.name === "ConditionalCheckFailedException")
      return { storedAt, expiresAt };
    throw error;
  }
}
