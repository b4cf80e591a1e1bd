import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { asContactId } from "@/lib/kernel/ids";
import { parseLine, shareLogEvents } from "../../filter-log-events";
import type { TrailContext, TrailSubject } from "../../trail-source";
import { fetchInvites, sipLogQuery } from "../sip/fetch-invites";
import { headerOf, parseSipMessage } from "../sip/sip-message";
import type { MetadataColumns } from "./metadata-columns";
import type { StoredMetadata } from "./stored-metadata";

/** A contact is transferred once, or a few times when its flow tries again. */
const maxSessions = 5;

/**
 * What was posted for this call under another contact id: a vendor may name its session when it takes the call (in its
 * 200 OK), and in what it posts. Empty where the SIP log has no session or the table no such index.
 */
export async function fetchStrayMetadata(
  context: TrailContext,
  subject: TrailSubject,
  table: string,
  signal: AbortSignal,
): Promise<StoredMetadata[]> {
  const found = await Promise.all(
    context.vendors.flatMap(({ sip, metadata }) =>
      sip?.session && metadata?.session
        ? [fetchStrays(context, subject, table, { header: sip.session.header, by: metadata.session }, signal)]
        : [],
    ),
  );
  return [...new Map(found.flat().map((one) => [one.contactId, one])).values()];
}

/** How one vendor's session is told: in the SIP log, and in the table. */
interface SessionPlaces {
  header: string;
  by: NonNullable<MetadataColumns["session"]>;
}

async function fetchStrays(
  context: TrailContext,
  subject: TrailSubject,
  table: string,
  { header, by }: SessionPlaces,
  signal: AbortSignal,
): Promise<StoredMetadata[]> {
  const ofConnectors = await Promise.all(
    context.connectors.map(({ id }) => fetchSessions(context, subject, id, header, signal)),
  );
  const sessions = [...new Set(ofConnectors.flat())].slice(0, maxSessions);
  const found = await Promise.all(
    sessions.map((session) => querySession(context, table, by, session, signal)),
  );
  return found.flat();
}

/** Why a SIP log cannot be read is told by its own source. */
async function fetchSessions(
  context: TrailContext,
  subject: TrailSubject,
  connectorId: string,
  header: string,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const { callIds } = await fetchInvites(context, subject, connectorId, signal);
    const calls = await Promise.all(
      callIds.slice(0, maxSessions).map((callId) => {
        const query = sipLogQuery(subject, connectorId, `{ $.call_id = "${callId}" }`);
        return shareLogEvents(context, subject, query, signal);
      }),
    );
    return calls.flatMap(({ lines }) => lines.flatMap(({ message }) => sessionIn(message, header) ?? []));
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}

function sessionIn(line: string, header: string): string | undefined {
  const text = parseLine(line)?.sip_message;
  const message = typeof text === "string" ? parseSipMessage(text) : undefined;
  return message && headerOf(message, header);
}

async function querySession(
  { clients }: TrailContext,
  TableName: string,
  by: SessionPlaces["by"],
  session: string,
  abortSignal: AbortSignal,
): Promise<StoredMetadata[]> {
  try {
    const { Items = [] } = await clients.dynamodb.send(
      new QueryCommand({
        TableName,
        IndexName: by.index,
        KeyConditionExpression: `${by.column} = :session`,
        ExpressionAttributeValues: { ":session": { S: session } },
        Limit: 1,
      }),
      { abortSignal },
    );
    return Items.map((item) => ({ contactId: asContactId(item.contactId?.S ?? ""), item, foundBy: by }));
  } catch (error) {
    // Not every table that an integration has is this vendor's; and an older role may not ask the index, only the table.
    if (isAwsError(error, "ResourceNotFoundException", "ValidationException", "AccessDeniedException"))
      return [];
    throw error;
  }
}
