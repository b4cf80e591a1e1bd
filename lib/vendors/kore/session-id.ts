import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { parseContactId } from "@/lib/kernel/contact-id";
import { askEach, type IdAnswer, type IdPlaces, type VendorId } from "../vendor-id";
import { sessionAttribute, sessionIndex } from "./kore-voice/names";

/** Kore's name of a conversation: it stands in the metadata, in SIP headers and in Kore's own console. */
export const koreSessionId: VendorId = {
  kind: "kore-session",
  title: "Kore session",
  label: /^kore[\s_-]*(?:instance)?[\s_-]*session(?:[\s_-]*id)?\b\s*[:=]?\s*/i,
  shape: /^(?=.*\d)[^@]{4,}$/,
  find({ accounts }, session, signal) {
    const tables = accounts.flatMap(({ tables, open }) => tables.map((table) => ({ table, open })));
    return askEach(tables, ({ table, open }) => findIn(table, open, session, signal));
  },
};

/** The metadata's table, by the index that the blueprint makes. What has expired there is forgotten. */
async function findIn(
  TableName: string,
  open: IdPlaces["accounts"][number]["open"],
  session: string,
  abortSignal: AbortSignal,
): Promise<IdAnswer> {
  try {
    const { clients } = await open();
    const { Items } = await clients.dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: sessionIndex,
        KeyConditionExpression: `${sessionAttribute} = :session`,
        ProjectionExpression: "contactId",
        ExpressionAttributeValues: { ":session": { S: session } },
        Limit: 1,
      }),
      { abortSignal },
    );
    const contactId = parseContactId(Items?.[0]?.contactId?.S ?? "");
    return contactId.ok ? { contactId: contactId.value } : undefined;
  } catch (error) {
    // Another integration's table has no such index, and one that is being removed is gone.
    if (isAwsError(error, "ResourceNotFoundException", "ValidationException")) return undefined;
    throw error;
  }
}
