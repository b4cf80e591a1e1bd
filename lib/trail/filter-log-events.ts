import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  FilterLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { ProblemError } from "@/lib/result";
import type { TimeWindow } from "@/lib/trail/trail-source";

export interface LogQuery {
  group: string;
  window: TimeWindow;
  /** CloudWatch's filter pattern. */
  pattern: string;
  /** Why the group may be missing, for people: one sentence. */
  whenMissing: string;
}

export interface LogLines {
  lines: { at: number; message: string; eventId: string }[];
  /** false when there was more than the bounds allow. */
  complete: boolean;
}

/** A page scans up to 1 MB and may be empty with more behind it. */
const maximumPages = 30;
const maximumLines = 2_000;

/** All lines that match, in the order of their times, within bounds. A missing group is a ProblemError of its own. */
export async function filterLogEvents(
  logs: CloudWatchLogsClient,
  query: LogQuery,
  signal: AbortSignal,
): Promise<LogLines> {
  const events: FilteredLogEvent[] = [];
  let nextToken: string | undefined;
  let pages = 0;
  try {
    do {
      const page = await logs.send(
        new FilterLogEventsCommand({
          logGroupName: query.group,
          startTime: query.window.fromMs,
          endTime: query.window.toMs,
          filterPattern: query.pattern,
          nextToken,
        }),
        { abortSignal: signal },
      );
      events.push(...(page.events ?? []));
      nextToken = page.nextToken;
      pages++;
    } while (nextToken && pages < maximumPages && events.length < maximumLines);
  } catch (error) {
    if (!isAwsError(error, "ResourceNotFoundException")) throw error;
    throw new ProblemError(
      {
        code: "log-group-missing",
        sentence: `There is no log group ${query.group}. ${query.whenMissing}`,
        wayOut: "Deploy the integration again, which makes its log groups, then try with a new call.",
      },
      { cause: error },
    );
  }
  const lines = events
    .slice(0, maximumLines)
    .map((event) => ({
      at: event.timestamp ?? 0,
      message: event.message ?? "",
      eventId: event.eventId ?? "",
    }))
    .sort((one, other) => one.at - other.at);
  return { lines, complete: nextToken === undefined && events.length <= maximumLines };
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
