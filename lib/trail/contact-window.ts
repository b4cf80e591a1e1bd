import type { Contact } from "@aws-sdk/client-connect";
import type { TimeWindow, TrailSubject } from "@/lib/trail/trail-source";

const minuteMs = 60_000;
/** Clocks of the services differ a little, and a flow can start before the contact record says so. */
const beforeMs = 2 * minuteMs;
/** What is written after the caller has gone: the disconnect flow, late deliveries. */
const afterMs = 10 * minuteMs;
/** Without a contact record: the recent past, so that a support call about today's call still finds something. */
const unknownMs = 24 * 60 * minuteMs;

/** When a contact began and ended, as Amazon Connect's record has it. */
export type ContactTimes = Pick<
  Contact,
  "InitiationTimestamp" | "ScheduledTimestamp" | "DisconnectTimestamp"
>;

/** When to look for traces of a contact. A contact that goes on, or whose record cannot be read, reaches until now. */
export function contactWindow(contact: ContactTimes | undefined, now: Date): TimeWindow {
  const nowMs = now.getTime();
  const started = contact?.InitiationTimestamp ?? contact?.ScheduledTimestamp;
  const ended = contact?.DisconnectTimestamp?.getTime();
  return {
    fromMs: started ? started.getTime() - beforeMs : nowMs - unknownMs,
    toMs: (ended ?? nowMs) + afterMs,
  };
}

/** A vendor posts before it gives the caller back; a try that comes later than this is none of the call's. */
const lastPostMs = minuteMs;

/** Logs are read with margins; what is joined by time alone must lie in the call itself. */
export function isDuring(atMs: number, { contact, window }: TrailSubject): boolean {
  const begun = contact.ok ? contact.value.InitiationTimestamp?.getTime() : undefined;
  const ended = contact.ok ? contact.value.DisconnectTimestamp?.getTime() : undefined;
  return atMs >= (begun ?? window.fromMs) && atMs <= (ended === undefined ? window.toMs : ended + lastPostMs);
}

/** Systems deliver their last lines within seconds (CloudWatch's own words); a minute has been enough for all of them. */
export const arrivingMs = minuteMs;

/**
 * Whether more may come: the contact goes on; it ended less than a minute ago and late lines are still on their way;
 * or what is there is all there will be. A record that cannot be read settles nothing, and nobody waits on it.
 */
export type TrailPhase = "live" | "arriving" | "settled";

export function trailPhase(
  contact: ContactTimes | undefined,
  now: Date,
): { phase: TrailPhase; endedAtMs?: number } {
  if (!contact) return { phase: "settled" };
  const endedAtMs = contact.DisconnectTimestamp?.getTime();
  if (endedAtMs === undefined) return { phase: "live" };
  return { phase: now.getTime() - endedAtMs < arrivingMs ? "arriving" : "settled", endedAtMs };
}
