import type { Hop } from "@/lib/hops/hop";
import type { TrailEvent } from "@/lib/trail/event";

export type Clocked = Pick<
  TrailEvent,
  "id" | "at" | "hop" | "source" | "detail" | "clockOffsetMs" | "during" | "marks" | "isWholeSecond"
>;
/** `clock`: whose clock the events' times are by; without one, Amazon Connect's. */
export type Reported<Event> = { clock?: string } & (
  | { state: "failed" }
  | { state: "ok" | "empty"; events: readonly Event[] }
);

/** When a thing must have happened, by Amazon Connect's clock. Milliseconds since the epoch. */
interface Span {
  fromMs: number;
  toMs: number;
}

/** Smaller differences come from logs that are written after the fact. */
const toleranceMs = 100;
/** The other side learns of a caller who hung up a moment later. */
const afterDisconnectMs = 2_000;
/** A difference of more than this is no clock that goes wrong: the events do not belong together. */
const largestOffsetMs = 15 * 60_000;

/**
 * Says of each system's events by how much its clock differs from Amazon Connect's, where they cannot have happened
 * when it says so: what the voice agent does lies between the transfer to it and the return. The time that the system
 * told stays; the event says the difference, and is ordered with it. Pure.
 */
export function alignClocks<Event extends Clocked>(reports: readonly Reported<Event>[]): Reported<Event>[] {
  const events = reports.flatMap(eventsOf);
  const offsets = new Map<string, number>();
  for (const clock of new Set(reports.flatMap((report) => report.clock ?? []))) {
    const own = reports.filter((report) => report.clock === clock).flatMap(eventsOf);
    const offsetMs = own.length > 0 ? estimateOffset(own, events) : 0;
    if (offsetMs !== 0) offsets.set(clock, offsetMs);
  }
  return reports.map((report) => {
    const offsetMs = report.clock === undefined ? undefined : offsets.get(report.clock);
    if (report.state === "failed" || report.clock === undefined || offsetMs === undefined) return report;
    const { clock } = report;
    const whose = events.some(({ marks }) => marks) ? "the contact center's" : "Amazon Connect's";
    return { ...report, events: report.events.map((event) => shift(event, { clock, whose }, offsetMs)) };
  });
}

function eventsOf<Event>(report: Reported<Event>): readonly Event[] {
  return report.state === "failed" ? [] : report.events;
}

/** The smallest shift that puts every event into the time in which it must lie; 0 when there is none, or none is needed. */
function estimateOffset(own: readonly Clocked[], events: readonly Clocked[]): number {
  let least = -Infinity;
  let most = Infinity;
  const transfer = transferSpan(events);
  for (const event of own) {
    if (event.during === "any") continue;
    const span = event.during === "asking" ? askingSpan(events, event.hop) : transfer;
    if (!span) continue;
    const atMs = Date.parse(event.at);
    least = Math.max(least, span.fromMs - atMs - toleranceMs);
    most = Math.min(most, span.toMs - atMs + toleranceMs);
  }
  if (least > most || (least <= 0 && most >= 0)) return 0;
  const offsetMs = least > 0 ? least + toleranceMs : most - toleranceMs;
  return Math.abs(offsetMs) <= largestOffsetMs ? offsetMs : 0;
}

/** From the first transfer to the voice agent to the last return; several are not told apart. */
function transferSpan(events: readonly Clocked[]): Span | undefined {
  const logged = events.filter(({ source }) => source === "flow-log");
  const marked = (mark: Clocked["marks"]) => events.filter(({ marks }) => marks === mark);
  const starts = [
    ...logged.filter(({ hop, id }) => hop === "sip" && !id.endsWith(":end")),
    ...marked("transfer"),
  ];
  const ends = [...logged.filter(({ id }) => id.endsWith(":end")), ...marked("return")];
  // Without a return it lasted until the contact's end, which is Connect's clock too.
  const last = starts.length > ends.length ? [] : ends;
  const closing =
    last.length > 0
      ? last
      : [...events.filter(({ id }) => id === "contact-record:DisconnectTimestamp"), ...marked("ended")];
  if (starts.length === 0 || closing.length === 0) return undefined;
  const graceMs = last.length > 0 ? 0 : afterDisconnectMs;
  return { fromMs: Math.min(...timesOf(starts)), toMs: Math.max(...closing.map(endOf)) + graceMs };
}

/** While the flow's block asks the vendor's function: after the block before, and before the transfer that comes of it. */
function askingSpan(events: readonly Clocked[], vendorsHop: Hop): Span | undefined {
  const logged = events
    .filter(({ source }) => source === "flow-log")
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const asks = logged.findIndex(({ hop }) => hop === vendorsHop);
  const transfer = logged.find(({ hop }) => hop === "sip");
  const before = logged[asks - 1];
  return before && transfer ? { fromMs: Date.parse(before.at), toMs: Date.parse(transfer.at) } : undefined;
}

/** The last millisecond at which it may have happened, by its own system's clock. Milliseconds since the epoch. Pure. */
export function latestOf({ at, isWholeSecond }: Pick<TrailEvent, "at" | "isWholeSecond">): number {
  return Date.parse(at) + (isWholeSecond ? 999 : 0);
}

/** What another contact center marks may have come at any moment of the second it tells, where it tells no more. */
function endOf(event: Clocked): number {
  const atMs = Date.parse(event.at);
  return event.marks && atMs % 1_000 === 0 ? atMs + 999 : atMs;
}

function timesOf(events: readonly Clocked[]): number[] {
  return events.map(({ at }) => Date.parse(at));
}

function shift<Event extends Clocked>(
  event: Event,
  { clock: owner, whose }: { clock: string; whose: string },
  offsetMs: number,
): Event {
  const moment = new Date(Date.parse(event.at) + offsetMs).toISOString();
  // With its day and zone: screens show it in the reader's own time, and tickets are read elsewhere.
  const time = `${moment.slice(0, 10)} ${moment.slice(11, 23)} UTC`;
  const apart = `${(Math.abs(offsetMs) / 1_000).toFixed(1)} s ${offsetMs > 0 ? "behind" : "ahead of"}`;
  const note = `${owner}'s clock is about ${apart} ${whose}. By that clock, this was at ${time}.`;
  return { ...event, clockOffsetMs: offsetMs, detail: event.detail ? `${event.detail} · ${note}` : note };
}
