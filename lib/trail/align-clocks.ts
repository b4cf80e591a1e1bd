import type { TrailEvent } from "@/lib/trail/event";

type Clocked = Pick<TrailEvent, "id" | "at" | "hop" | "source" | "detail" | "clockOffsetMs">;
type Reported<Event> = { state: "failed" } | { state: "ok" | "empty"; events: readonly Event[] };

/** When a thing must have happened, by Amazon Connect's clock. Milliseconds since the epoch. */
interface Span {
  fromMs: number;
  toMs: number;
}

/** Systems with clocks of their own; the other sources are AWS's and follow one clock. */
const systems = [
  { source: "sip-messages", owner: "The voice connector" },
  { source: "kore-conversation", owner: "Kore" },
  { source: "asapp-transfer", owner: "ASAPP" },
] as const;
type System = (typeof systems)[number];

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
  const events = reports.flatMap((report) => (report.state === "failed" ? [] : report.events));
  const offsets = systems.flatMap((system) => {
    const own = events.filter((event) => systemOf(event) === system);
    const offsetMs = own.length > 0 ? estimateOffset(own, events) : 0;
    return offsetMs === 0 ? [] : [{ system, offsetMs }];
  });
  if (offsets.length === 0) return [...reports];
  return reports.map((report) => {
    if (report.state === "failed") return report;
    const aligned = report.events.map((event) => {
      const found = offsets.find(({ system }) => systemOf(event) === system);
      return found ? shift(event, found.system, found.offsetMs) : event;
    });
    return { ...report, events: aligned };
  });
}

/** The smallest shift that puts every event into the time in which it must lie; 0 when there is none, or none is needed. */
function estimateOffset(own: readonly Clocked[], events: readonly Clocked[]): number {
  let least = -Infinity;
  let most = Infinity;
  const spans = new Map([
    ["transfer", transferSpan(events)],
    ["lend", lendSpan(events)],
  ]);
  for (const event of own) {
    const span = spans.get(
      event.id.startsWith("asapp-transfer:") && /:created$/.test(event.id) ? "lend" : "transfer",
    );
    if (!span || /:(summary|expired)$/.test(event.id)) continue;
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
  const starts = logged.filter(({ hop, id }) => hop === "sip" && !id.endsWith(":end"));
  const ends = logged.filter(({ id }) => id.endsWith(":end"));
  // Without a return it lasted until the contact's end, which is Connect's clock too.
  const last = starts.length > ends.length ? [] : ends;
  const closing =
    last.length > 0 ? last : events.filter(({ id }) => id === "contact-record:DisconnectTimestamp");
  if (starts.length === 0 || closing.length === 0) return undefined;
  const graceMs = last.length > 0 ? 0 : afterDisconnectMs;
  return { fromMs: Math.min(...timesOf(starts)), toMs: Math.max(...timesOf(closing)) + graceMs };
}

/** ASAPP lends its number while the flow's block asks for it: after the block before, and before the one after. */
function lendSpan(events: readonly Clocked[]): Span | undefined {
  const logged = events
    .filter(({ source }) => source === "flow-log")
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const asks = logged.findIndex(({ hop }) => hop === "asapp");
  const transfer = logged.find(({ hop }) => hop === "sip");
  const before = logged[asks - 1];
  return before && transfer ? { fromMs: Date.parse(before.at), toMs: Date.parse(transfer.at) } : undefined;
}

function timesOf(events: readonly Clocked[]): number[] {
  return events.map(({ at }) => Date.parse(at));
}

function systemOf({ source }: Clocked): System | undefined {
  const [name] = source.split(":");
  return systems.find((system) => system.source === name);
}

function shift<Event extends Clocked>(event: Event, { owner }: System, offsetMs: number): Event {
  const time = new Date(Date.parse(event.at) + offsetMs).toISOString().slice(11, 23);
  const apart = `${(Math.abs(offsetMs) / 1_000).toFixed(1)} s ${offsetMs > 0 ? "behind" : "ahead of"}`;
  const note = `${owner}'s clock is about ${apart} Amazon Connect's: by that one this was at ${time}.`;
  return { ...event, clockOffsetMs: offsetMs, detail: event.detail ? `${event.detail} · ${note}` : note };
}
