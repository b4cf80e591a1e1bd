import { parseLine } from "../../filter-log-events";
import type { TrailContext, TrailSubject } from "../../trail-source";
import { functionHop } from "../../trail-vendor";
import { fetchContactLines } from "../lambda-log/fetch-function-log";
import { fetchRecordMetadata } from "../metadata/stored-metadata";
import type { AccessLogLine } from "./access-log-line";
import type { Certainty } from "./describe-request";
import { fetchApiLog, type TracedApi } from "./fetch-api-log";

/** A call's metadata is posted once, or a few times when it is tried again. */
const maxPosts = 8;
/** As long as API Gateway waits for a function. */
const maxPostMs = 30_000;
/** The function and API Gateway are on different machines. */
const clockMs = 1_000;

export interface Post {
  line: AccessLogLine;
  certainty: Certainty;
}

/**
 * The posts that came through for the contact. By the authorizer's request, which the store function logs; where it
 * logged none (another authorizer, a log that cannot be read), by the time at which the metadata was stored, if only one
 * post fits that.
 */
export async function fetchPosts(
  context: TrailContext,
  subject: TrailSubject,
  api: TracedApi,
  signal: AbortSignal,
): Promise<Post[]> {
  const requests = await authorizerRequests(context, subject, signal);
  if (requests.length === 0) return fetchPostsByTime(context, subject, api, signal);
  const found = await Promise.all(
    requests.map((id) =>
      fetchApiLog(context, subject, { api, pattern: `{ $.authorizerRequestId = "${id}" }` }, signal),
    ),
  );
  return found.flatMap(({ lines }) => lines.map((line): Post => ({ line, certainty: "tied" })));
}

async function fetchPostsByTime(
  context: TrailContext,
  subject: TrailSubject,
  api: TracedApi,
  signal: AbortSignal,
): Promise<Post[]> {
  const stored = await Promise.all(
    context.tables.map((table) =>
      unlessUnreadable(signal, () => fetchRecordMetadata(context, subject, table, signal)),
    ),
  );
  const moments = stored.flat().flatMap(({ item }) => {
    const atMs = Date.parse(item.storedAt?.S ?? "");
    return Number.isNaN(atMs) ? [] : [atMs];
  });
  const found = await Promise.all(
    moments.slice(0, maxPosts).map(async (storedMs) => {
      const window = { fromMs: storedMs - maxPostMs, toMs: storedMs + clockMs };
      const { lines } = await fetchApiLog(
        context,
        subject,
        { api, pattern: '{ $.status = "2*" }', window },
        signal,
      );
      const fitting = lines.filter(
        ({ at, latencyMs = maxPostMs }) => at - clockMs <= storedMs && storedMs <= at + latencyMs + clockMs,
      );
      return fitting.length === 1 ? fitting : [];
    }),
  );
  return found.flat().map((line): Post => ({ line, certainty: "by-time" }));
}

/** Ids of the authorizer's requests that the store function says were the contact's. */
async function authorizerRequests(
  context: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
): Promise<string[]> {
  const stores = context.functions.filter((each) => functionHop(context, each) === "store");
  const logs = await Promise.all(
    stores.map((functionName) =>
      unlessUnreadable(
        signal,
        async () => (await fetchContactLines(context, subject, functionName, signal)).lines,
      ),
    ),
  );
  const ids = logs.flat().flatMap(({ message }) => parseLine(message)?.authorizerRequestId ?? []);
  return [...new Set(ids.filter(isId))].slice(0, maxPosts);
}

/** Why it cannot be read is told by its own source. */
async function unlessUnreadable<Value>(signal: AbortSignal, read: () => Promise<Value[]>): Promise<Value[]> {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{8,80}$/.test(value);
}
