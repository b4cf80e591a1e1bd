import { type LogLines, type LogQuery, parseLine, shareLogEvents } from "../../filter-log-events";
import type { TrailContext, TrailSubject } from "../../trail-source";

/** Why a connector's log may be missing, for people. */
const whenMissing = "No call has used the voice connector yet, or its SIP logs are off.";

export function sipLogQuery({ window }: TrailSubject, connectorId: string, pattern: string): LogQuery {
  return { group: `/aws/ChimeVoiceConnectorSipMessages/${connectorId}`, window, pattern, whenMissing };
}

/** The contact's INVITEs, and the Call-IDs under which all that follows is found: only an INVITE carries the contact id. */
export async function fetchInvites(
  context: TrailContext,
  subject: TrailSubject,
  connectorId: string,
  signal: AbortSignal,
): Promise<LogLines & { callIds: string[] }> {
  const query = sipLogQuery(subject, connectorId, `"${subject.contactId}"`);
  const invites = await shareLogEvents(context, subject, query, signal);
  return { ...invites, callIds: [...new Set(invites.lines.flatMap((line) => callIdOf(line.message) ?? []))] };
}

function callIdOf(message: string): string | undefined {
  const callId = parseLine(message)?.call_id;
  return typeof callId === "string" && /^[^"\\\s]{1,200}$/.test(callId) ? callId : undefined;
}
