import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { TrailEvent } from "@/lib/trail/event";
import { filterLogEvents, type LogQuery, parseLine } from "@/lib/trail/filter-log-events";
import { hopOfFunction } from "@/lib/trail/hop-of-function";
import { describeRequest } from "@/lib/trail/lambda-log/describe-request";
import { readRequests, requestIdOf } from "@/lib/trail/lambda-log/lambda-request";
import { defineSource, type SourceReading } from "@/lib/trail/trail-source";
import { truncatedPanel } from "@/lib/trail/truncated-panel";

const name = "lambda-log";
/** A call makes one request to a function, or a few when it is tried again. */
const maximumRequests = 8;
const maximumRefusals = 10;

/** What each function did for the contact: its own lines, and how long Lambda says that it took. */
export const lambdaLog = defineSource({
  name,
  iamActions: ["logs:FilterLogEvents"],
  open: ({ clients, functions }, { contactId, window }) =>
    functions.map((functionName) => ({
      source: `${name}:${functionName}`,
      title: `Lambda ${functionName}`,
      read: (signal) =>
        readFunction(
          clients.logs,
          functionName,
          contactId,
          {
            group: `/aws/lambda/${functionName}`,
            window,
            whenMissing: "The function has not run yet, or somebody deleted the group.",
          },
          signal,
        ),
    })),
});

async function readFunction(
  logs: CloudWatchLogsClient,
  functionName: string,
  contactId: string,
  query: Omit<LogQuery, "pattern">,
  signal: AbortSignal,
): Promise<SourceReading> {
  const own = await filterLogEvents(logs, { ...query, pattern: `{ $.contactId = "${contactId}" }` }, signal);
  const requestIds = [...new Set(own.lines.flatMap((line) => requestIdOf(line.message) ?? []))];
  if (requestIds.length === 0) return readRefusals(logs, functionName, contactId, query, signal);
  // Lambda's own lines (START, REPORT, a time-out) know the request, not the contact.
  const all = [...own.lines];
  for (const requestId of requestIds.slice(0, maximumRequests)) {
    const more = await filterLogEvents(logs, { ...query, pattern: `"${requestId}"` }, signal);
    all.push(...more.lines);
  }
  const complete = own.complete && requestIds.length <= maximumRequests;
  return {
    events: readLambdaLog(functionName, contactId, all),
    panel: truncatedPanel(functionName, complete),
  };
}

/** Pure: lines as one event a request. */
export function readLambdaLog(
  functionName: string,
  contactId: string,
  lines: { at: number; message: string }[],
): TrailEvent[] {
  return readRequests(lines).map((request) => ({
    id: `${name}:${functionName}:${request.requestId}`,
    at: new Date(request.startedAt).toISOString(),
    source: `${name}:${functionName}`,
    hop: hopOfFunction(functionName),
    ...describeRequest(functionName, request),
    contactId,
    raw: { requestId: request.requestId, ...request.report, lines: request.lines },
  }));
}

/** The authorizer never learns the contact, so a wrong token shows only as a refusal at the time of the call. */
async function readRefusals(
  logs: CloudWatchLogsClient,
  functionName: string,
  contactId: string,
  query: Omit<LogQuery, "pattern">,
  signal: AbortSignal,
): Promise<SourceReading> {
  const { lines } = await filterLogEvents(logs, { ...query, pattern: '{ $.decision = "deny" }' }, signal);
  const events = lines.slice(0, maximumRefusals).map(
    ({ at, message, eventId }): TrailEvent => ({
      id: `${name}:${functionName}:${requestIdOf(message) ?? eventId}`,
      at: new Date(at).toISOString(),
      source: `${name}:${functionName}`,
      hop: "api",
      severity: "attention",
      title: "The API refused a post at the time of this call",
      detail: "The token was not the right one. The authorizer is not told which contact a post is for.",
      contactId,
      raw: parseLine(message) ?? message,
    }),
  );
  return { events };
}
