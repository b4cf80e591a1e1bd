import type { Hop } from "@/lib/hops/hop";
import type { ContactId } from "@/lib/kernel/ids";
import { isDuring } from "../../contact-window";
import type { TrailEvent } from "../../event";
import { type LogLines, parseLine } from "../../filter-log-events";
import { type ConsolePlace, withLinks } from "../../links/console-place";
import { logLink } from "../../links/log-link";
import {
  defineSource,
  type SourceReading,
  type TimeWindow,
  type TrailContext,
  type TrailSubject,
} from "../../trail-source";
import { functionHop } from "../../trail-vendor";
import { truncatedPanel } from "../../truncated-panel";
import { describeRequest } from "./describe-request";
import { fetchContactLines, fetchFunctionLog, logGroupOf } from "./fetch-function-log";
import { postDenied } from "./lambda-events";
import { parseRequests, requestIdOf } from "./lambda-request";

const name = "lambda-log";
/** A call makes one request to a function, or a few when it is tried again. */
const maxRequests = 8;
const maxRefusals = 10;

/** How long API Gateway may keep an authorizer's answer: the request that let a post in can be that much older. */
const authorizerCacheMs = 3_600_000;

/** What each function did for the contact: its own lines, and how long Lambda says that it took. */
export const lambdaLog = defineSource({
  name,
  iamActions: ["logs:FilterLogEvents"],
  open: (context, subject) =>
    context.functions.map((functionName) => ({
      source: `${name}:${functionName}`,
      title: `Lambda ${functionName}`,
      hop: functionHop(context, functionName),
      read: async (signal) => {
        const reading = await fetchFunctionEvents(context, subject, functionName, signal);
        return { ...reading, events: withLinks(reading.events, context.console, linkOf(functionName)) };
      },
    })),
});

/** By the request, which the event's id ends with. */
function linkOf(functionName: string) {
  return ({ id, at }: TrailEvent, place: ConsolePlace) => {
    const pattern = `"${id.slice(id.lastIndexOf(":") + 1)}"`;
    return logLink(place, { group: logGroupOf(functionName), pattern, at });
  };
}

async function fetchFunctionEvents(
  context: TrailContext,
  subject: TrailSubject,
  functionName: string,
  signal: AbortSignal,
): Promise<SourceReading> {
  // Nothing waits for what it does not need: each way goes on as soon as its own answer is there.
  const hop = functionHop(context, functionName);
  const isAuthorizer = hop === "api";
  const [own, linked, refusals] = await Promise.all([
    fetchOwnRequests(context, subject, functionName, signal),
    isAuthorizer ? fetchLinkedRequests(context, subject, functionName, signal) : nothing,
    isAuthorizer ? fetchRefusals(context, subject, functionName, signal) : nothing,
  ]);
  const { contactId } = subject;
  const { lines, complete } = own.lines.length > 0 ? own : linked;
  if (lines.length > 0) {
    return {
      events: describeLambdaLog(functionName, hop, contactId, lines),
      panel: truncatedPanel(functionName, complete),
    };
  }
  const shown = refusals.lines.filter(({ at }) => isDuring(at, subject)).slice(0, maxRefusals);
  return { events: shown.map((line) => describeRefusal(functionName, contactId, line)) };
}

/** What the function wrote of the contact, and all lines of those requests. */
async function fetchOwnRequests(
  context: TrailContext,
  subject: TrailSubject,
  functionName: string,
  signal: AbortSignal,
): Promise<LogLines> {
  const own = await fetchContactLines(context, subject, functionName, signal);
  const requestIds = [...new Set(own.lines.flatMap((line) => requestIdOf(line.message) ?? []))];
  if (requestIds.length === 0) return nothing;
  const more = await fetchRequestLines(context, subject, { functionName, requestIds }, signal);
  const complete = own.complete && more.complete && requestIds.length <= maxRequests;
  return { lines: [...own.lines, ...more.lines], complete };
}

/** The authorizer's requests that the functions behind it name. */
async function fetchLinkedRequests(
  context: TrailContext,
  subject: TrailSubject,
  functionName: string,
  signal: AbortSignal,
): Promise<LogLines> {
  const requestIds = await authorizerRequests(context, subject, functionName, signal);
  const { window } = subject;
  const earlier = { ...window, fromMs: window.fromMs - authorizerCacheMs };
  return fetchRequestLines(context, subject, { functionName, requestIds, window: earlier }, signal);
}

/** Lambda's own lines (START, REPORT, a time-out) know the request, not the contact. */
async function fetchRequestLines(
  context: TrailContext,
  subject: TrailSubject,
  { requestIds, ...query }: { functionName: string; requestIds: string[]; window?: TimeWindow },
  signal: AbortSignal,
): Promise<LogLines> {
  const wanted = requestIds.slice(0, maxRequests);
  const logs = await Promise.all(
    wanted.map((id) => fetchFunctionLog(context, subject, { ...query, pattern: `"${id}"` }, signal)),
  );
  return { lines: logs.flatMap((log) => log.lines), complete: logs.every((log) => log.complete) };
}

/** The authorizer never learns the contact; the function that it let a post in to logs which request did. */
async function authorizerRequests(
  context: TrailContext,
  subject: TrailSubject,
  functionName: string,
  signal: AbortSignal,
): Promise<string[]> {
  const logs = await Promise.all(
    context.functions
      .filter((other) => other !== functionName && functionHop(context, other) === "store")
      .map((other) =>
        fetchContactLines(context, subject, other, signal).catch((error: unknown) => {
          if (signal.aborted) throw error;
          return nothing;
        }),
      ),
  );
  const ids = logs.flatMap(({ lines }) =>
    lines.flatMap(({ message }) => parseLine(message)?.authorizerRequestId ?? []),
  );
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}

/** A wrong token never comes as far as the contact id, so it shows only as a refusal at the time of the call. */
function fetchRefusals(
  context: TrailContext,
  subject: TrailSubject,
  functionName: string,
  signal: AbortSignal,
): Promise<LogLines> {
  return fetchFunctionLog(context, subject, { functionName, pattern: '{ $.decision = "deny" }' }, signal);
}

/** Pure: lines as one event a request. */
function describeLambdaLog(
  functionName: string,
  hop: Hop,
  contactId: ContactId,
  lines: { at: number; message: string }[],
): TrailEvent[] {
  return parseRequests(lines).map((request) => ({
    id: `${name}:${functionName}:${request.requestId}`,
    at: new Date(request.startedAt).toISOString(),
    source: `${name}:${functionName}`,
    hop,
    ...describeRequest(functionName, request),
    contactId,
    raw: { requestId: request.requestId, ...request.report, lines: request.lines },
  }));
}

function describeRefusal(
  functionName: string,
  contactId: ContactId,
  { at, message, eventId }: LogLines["lines"][number],
): TrailEvent {
  return {
    id: `${name}:${functionName}:${requestIdOf(message) ?? eventId}`,
    at: new Date(at).toISOString(),
    source: `${name}:${functionName}`,
    hop: "api",
    ...postDenied.of({}),
    severity: "attention",
    title: "The API refused a post at the time of this call",
    detail: "The token was wrong. The authorizer isn't told which contact a post is for.",
    contactId,
    tie: "none",
    raw: parseLine(message) ?? message,
  };
}

const nothing: LogLines = { lines: [], complete: true };
