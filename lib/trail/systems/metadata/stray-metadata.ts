import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { SESSION_ATTRIBUTE, SESSION_INDEX } from "@/lib/vendors/kore/kore-voice/names";
import { parseLine, shareLogEvents } from "../../filter-log-events";
import type { TrailContext, TrailSubject } from "../../trail-source";
import { readInvites, sipLogQuery } from "../sip/read-invites";
import { headerOf, readSipMessage } from "../sip/sip-message";
import type { StoredMetadata } from "./stored-metadata";

/** A contact is transferred once, or a few times when its flow tries again. */
const mostSessions = 5;
const sessionHeader = "kore-session_id";

/**
 * What Kore posted for this call under another contact id: Kore names its session when it takes the call (kore-session_id
 * in its 200 OK), and in what it posts. Empty where the SIP log has no session or the table no such index.
 */
export async function readStrayMetadata(
  context: TrailContext,
  subject: TrailSubject,
  table: string,
  signal: AbortSignal,
): Promise<StoredMetadata[]> {
  const ofConnectors = await Promise.all(
    context.connectors.map(({ id }) => readSessions(context, subject, id, signal)),
  );
  const sessions = [...new Set(ofConnectors.flat())].slice(0, mostSessions);
  const found = await Promise.all(sessions.map((session) => querySession(context, table, session, signal)));
  return found.flat();
}

/** Why a SIP log cannot be read is told by its own source. */
async function readSessions(
  context: TrailContext,
  subject: TrailSubject,
  connectorId: string,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const { callIds } = await readInvites(context, subject, connectorId, signal);
    const calls = await Promise.all(
      callIds.slice(0, mostSessions).map((callId) => {
        const query = sipLogQuery(subject, connectorId, `{ $.call_id = "${callId}" }`);
        return shareLogEvents(context, subject, query, signal);
      }),
    );
    return calls.flatMap(({ lines }) => lines.flatMap(({ message }) => sessionIn(message) ?? []));
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}

function sessionIn(line: string): string | undefined {
  const text = parseLine(line)?.sip_message;
  const message = typeof text === "string" ? readSipMessage(text) : undefined;
  return message && headerOf(message, sessionHeader);
}

async function querySession(
  { clients }: TrailContext,
  TableName: string,
  session: string,
  abortSignal: AbortSignal,
): Promise<StoredMetadata[]> {
  try {
    const { Items = [] } = await clients.dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: SESSION_INDEX,
        KeyConditionExpression: `${SESSION_ATTRIBUTE} = :session`,
        ExpressionAttributeValues: { ":session": { S: session } },
        Limit: 1,
      }),
      { abortSignal },
    );
    return Items.map((item) => ({ contactId: item.contactId?.S ?? "", item, foundBySession: true as const }));
  } catch (error) {
    // Not every table that an integration has is Kore's; and an older role may not ask the index, only the table.
    if (isAwsError(error, "ResourceNotFoundException", "ValidationException", "AccessDeniedException"))
      return [];
    throw error;
  }
}
