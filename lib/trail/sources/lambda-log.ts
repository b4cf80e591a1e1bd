import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { TrailEvent } from "@/lib/trail/event";
import { filterLogEvents, type LogLines, parseLine } from "@/lib/trail/filter-log-events";
import { hopOfFunction } from "@/lib/trail/hop-of-function";
import { describeRequest } from "@/lib/trail/lambda-log/describe-request";
import { readRequests, requestIdOf } from "@/lib/trail/lambda-log/lambda-request";
import { defineSource, type SourceReading, type TimeWindow } from "@/lib/trail/trail-source";
import { truncatedPanel } from "@/lib/trail/truncated-panel";

const name = "lambda-log";
/** A call makes one request to a function, or a few when it is tried again. */
const maximumRequests = 8;
const maximumRefusals = 10;

/** How long API Gateway may keep an authorizer's answer: the request that let a post in can be that much older. */
const authorizerCacheMs = 3_600_000;

/** What each function did for the contact: its own lines, and how long Lambda says that it took. */
export const lambdaLog = defineSource({
  name,
  iamActions: ["logs:FilterLogEvents"],
  open: ({ clients, functions }, { contactId, window }) => {
    const reader = new FunctionLogs(clients.logs, contactId, window);
    return functions.map((functionName) => ({
      source: `${name}:${functionName}`,
      title: `Lambda ${functionName}`,
      read: (signal) => reader.read(functionName, functions, signal),
    }));
  },
});

class FunctionLogs {
  readonly #logs: CloudWatchLogsClient;
  readonly #contactId: string;
  readonly #window: TimeWindow;

  constructor(logs: CloudWatchLogsClient, contactId: string, window: TimeWindow) {
    this.#logs = logs;
    this.#contactId = contactId;
    this.#window = window;
  }

  async read(functionName: string, functions: string[], signal: AbortSignal): Promise<SourceReading> {
    const own = await this.#ofContact(functionName, signal);
    const requestIds = [...new Set(own.lines.flatMap((line) => requestIdOf(line.message) ?? []))];
    if (requestIds.length > 0) return this.#ofRequests(functionName, requestIds, own, this.#window, signal);
    const others = functions.filter((other) => other !== functionName);
    const linked = await this.#authorizerRequests(others, signal);
    const earlier = { ...this.#window, fromMs: this.#window.fromMs - authorizerCacheMs };
    const found = await this.#ofRequests(functionName, linked, nothing, earlier, signal);
    return found.events.length > 0 ? found : this.#refusals(functionName, signal);
  }

  #ofContact(functionName: string, signal: AbortSignal): Promise<LogLines> {
    return this.#filter(functionName, `{ $.contactId = "${this.#contactId}" }`, this.#window, signal);
  }

  /** Lambda's own lines (START, REPORT, a time-out) know the request, not the contact. */
  async #ofRequests(
    functionName: string,
    requestIds: string[],
    own: LogLines,
    window: TimeWindow,
    signal: AbortSignal,
  ): Promise<SourceReading> {
    const all = [...own.lines];
    for (const requestId of requestIds.slice(0, maximumRequests)) {
      const more = await this.#filter(functionName, `"${requestId}"`, window, signal);
      all.push(...more.lines);
    }
    const complete = own.complete && requestIds.length <= maximumRequests;
    return {
      events: readLambdaLog(functionName, this.#contactId, all),
      panel: truncatedPanel(functionName, complete),
    };
  }

  /** The authorizer never learns the contact; the function that it let a post in to logs which request did. */
  async #authorizerRequests(functions: string[], signal: AbortSignal): Promise<string[]> {
    const logs = await Promise.all(
      functions.map((other) =>
        this.#ofContact(other, signal).catch((error: unknown) => {
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
  async #refusals(functionName: string, signal: AbortSignal): Promise<SourceReading> {
    const { lines } = await this.#filter(functionName, '{ $.decision = "deny" }', this.#window, signal);
    return {
      events: lines
        .slice(0, maximumRefusals)
        .map((line) => describeRefusal(functionName, this.#contactId, line)),
    };
  }

  #filter(functionName: string, pattern: string, window: TimeWindow, signal: AbortSignal): Promise<LogLines> {
    const whenMissing = "The function has not run yet, or somebody deleted the group.";
    const query = { group: `/aws/lambda/${functionName}`, window, pattern, whenMissing };
    return filterLogEvents(this.#logs, query, signal);
  }
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

function describeRefusal(
  functionName: string,
  contactId: string,
  { at, message, eventId }: LogLines["lines"][number],
): TrailEvent {
  return {
    id: `${name}:${functionName}:${requestIdOf(message) ?? eventId}`,
    at: new Date(at).toISOString(),
    source: `${name}:${functionName}`,
    hop: "api",
    severity: "attention",
    title: "The API refused a post at the time of this call",
    detail: "The token was not the right one. The authorizer is not told which contact a post is for.",
    contactId,
    raw: parseLine(message) ?? message,
  };
}

const nothing: LogLines = { lines: [], complete: true };
