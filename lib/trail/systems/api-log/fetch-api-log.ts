import { shareLogEvents } from "../../filter-log-events";
import type { TimeWindow, TrailContext, TrailSubject } from "../../trail-source";
import { type AccessLogLine, parseAccessLogLine } from "./access-log-line";

export type TracedApi = NonNullable<TrailContext["apis"]>[number];

export interface ApiLines {
  /** Each request once. */
  lines: AccessLogLine[];
  complete: boolean;
}

/** Lines of an API's access log; another API that writes into the same group is none of ours. Throws what the SDK throws. */
export async function fetchApiLog(
  context: TrailContext,
  subject: TrailSubject,
  { api, pattern, window = subject.window }: { api: TracedApi; pattern: string; window?: TimeWindow },
  signal: AbortSignal,
): Promise<ApiLines> {
  const whenMissing = "The integration was deployed without it, or the log group was deleted.";
  const query = { group: api.logGroup, window, pattern, whenMissing };
  const { lines, complete } = await shareLogEvents(context, subject, query, signal);
  const byId = new Map<string, AccessLogLine>();
  for (const line of lines) {
    const read = parseAccessLogLine(line);
    if (read && (read.raw.apiId === undefined || read.raw.apiId === api.id)) byId.set(read.requestId, read);
  }
  return { lines: [...byId.values()], complete };
}
