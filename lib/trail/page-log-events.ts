import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";
import type { TimeWindow } from "@/lib/trail/trail-source";

export interface LogPage {
  events: FilteredLogEvent[];
  nextToken: string | undefined;
}

export interface PagedLog {
  /** Each event once, in no order. */
  events: FilteredLogEvent[];
  /** false when there was more than the bounds allow. */
  complete: boolean;
}

/**
 * As many at once: CloudWatch allows some 25 requests a second in an account and region, and the trail's other sources ask
 * at the same time. Cut twice they stay below the most requests.
 */
const slicesAtOnce = 8;
const deepestSlice = 2;
/** Shorter ones are not cut again. */
const shortestSliceMs = 1_000;
/** A page scans up to 10,000 events or 1 MB, and may be empty with more behind it. */
const maxRequests = 80;
const maxEvents = 10_000;

/**
 * All pages of a window. A first page that has another behind it tells a busy log: the window is then cut into slices
 * that are read side by side, because one page after the other would take as long as everybody else's events do.
 */
export async function pageLogEvents(
  window: TimeWindow,
  ask: (window: TimeWindow, nextToken: string | undefined) => Promise<LogPage>,
): Promise<PagedLog> {
  const found = new Map<string, FilteredLogEvent>();
  let requests = 0;
  let complete = true;
  const mayAsk = () => requests < maxRequests && found.size <= maxEvents;

  async function page(slice: TimeWindow, token?: string): Promise<string | undefined> {
    requests += 1;
    const { events, nextToken } = await ask(slice, token);
    for (const event of events) found.set(keyOf(event), event);
    return nextToken;
  }

  async function read(slice: TimeWindow, depth: number): Promise<void> {
    let token = await page(slice);
    if (token === undefined) return;
    const parts = depth < deepestSlice ? cut(slice) : [];
    if (parts.length > 1) {
      await Promise.all(parts.map((part) => (mayAsk() ? read(part, depth + 1) : leaveOut())));
      return;
    }
    while (token !== undefined && mayAsk()) token = await page(slice, token);
    if (token !== undefined) leaveOut();
  }

  function leaveOut(): void {
    complete = false;
  }

  await read(window, 0);
  return {
    events: [...found.values()].slice(0, maxEvents),
    complete: complete && found.size <= maxEvents,
  };
}

/** Slices that touch and do not overlap: both of a query's times are inclusive. */
function cut({ fromMs, toMs }: TimeWindow): TimeWindow[] {
  const stepMs = Math.max(shortestSliceMs, Math.ceil((toMs - fromMs + 1) / slicesAtOnce));
  const parts: TimeWindow[] = [];
  for (let at = fromMs; at <= toMs; at += stepMs) {
    parts.push({ fromMs: at, toMs: Math.min(at + stepMs - 1, toMs) });
  }
  return parts;
}

function keyOf({ eventId, logStreamName, timestamp, message }: FilteredLogEvent): string {
  return eventId ?? `${logStreamName} ${timestamp} ${message}`;
}
