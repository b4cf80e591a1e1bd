import { setMaxListeners } from "node:events";
import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { ProblemError } from "@/lib/kernel/result";
import { pageLogEvents } from "@/lib/trail/page-log-events";
import { shareRead } from "@/lib/trail/share-read";
import type { TimeWindow, TrailContext, TrailSubject } from "@/lib/trail/trail-source";

export interface LogQuery {
  group: string;
  window: TimeWindow;
  /** CloudWatch's filter pattern. */
  pattern: string;
  /** Why the group may be missing, for people: one sentence. */
  whenMissing: string;
}

export interface LogLine {
  /** Milliseconds since the epoch, by the clock of who wrote it. */
  at: number;
  message: string;
  eventId: string;
  /** The log stream that it stands in; "" when that was not told. */
  stream: string;
}

export interface LogLines {
  lines: LogLine[];
  /** false when there was more than the bounds allow. */
  complete: boolean;
}

/** Nothing is written in the future, except by clocks that go ahead. */
const aheadMs = 60_000;
const maxListeners = 100;

/** All lines that match, in the order of their times, within bounds. A missing group is a ProblemError of its own. */
async function filterLogEvents(
  logs: CloudWatchLogsClient,
  query: LogQuery,
  signal: AbortSignal,
): Promise<LogLines> {
  const { fromMs, toMs } = query.window;
  // Each request under way listens, and the slices of a busy log are more than Node expects of one signal.
  setMaxListeners(maxListeners, signal);
  const window = { fromMs, toMs: Math.max(fromMs, Math.min(toMs, Date.now() + aheadMs)) };
  try {
    const { events, complete } = await pageLogEvents(window, async (slice, nextToken) => {
      const page = await logs.send(
        new FilterLogEventsCommand({
          logGroupName: query.group,
          startTime: slice.fromMs,
          endTime: slice.toMs,
          filterPattern: query.pattern,
          nextToken,
        }),
        { abortSignal: signal },
      );
      return { events: page.events ?? [], nextToken: page.nextToken };
    });
    const lines = events.flatMap(({ timestamp, message, eventId = "", logStreamName: stream = "" }) =>
      timestamp === undefined || message === undefined ? [] : [{ at: timestamp, message, eventId, stream }],
    );
    return { lines: lines.sort((one, other) => one.at - other.at), complete };
  } catch (error) {
    if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    throw new ProblemError(
      {
        code: "log-group-missing",
        sentence: `There is no log group ${query.group}. ${query.whenMissing}`,
        wayOut: "Deploy the integration again to create its log groups, then place a new call.",
      },
      { cause: error },
    );
  }
}

/** The same for sources of one trail that ask for the same lines at the same time. */
export function shareLogEvents(
  { clients }: Pick<TrailContext, "clients">,
  subject: TrailSubject,
  query: LogQuery,
  signal: AbortSignal,
): Promise<LogLines> {
  const { group, pattern, window } = query;
  return shareRead(subject, `log ${group} ${window.fromMs} ${window.toMs} ${pattern}`, signal, (stop) =>
    filterLogEvents(clients.logs, query, stop),
  );
}

/** The message as JSON, when it is an object. */
export function parseLine(message: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
