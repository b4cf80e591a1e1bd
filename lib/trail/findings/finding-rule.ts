import type { Finding, Hop, SourceReport, Trail, TrailEvent } from "@/lib/trail/event";

/** What one rule finds in a trail: nothing in a healthy one. Pure. */
export type FindingRule = (trail: Trail, now: Date) => Finding[];

/** Log lines arrive some seconds late: nothing is said to be missing before this has passed. */
export const settledAfterMs = 30_000;

export function report(trail: Trail, source: string): SourceReport | undefined {
  return trail.sources.find((one) => one.source === source);
}

export function eventsOf(trail: Trail, source: string, hop?: Hop): TrailEvent[] {
  return trail.events.filter(
    (event) => event.source.split(":")[0] === source && (hop === undefined || event.hop === hop),
  );
}

/** Whether the last thing known of the contact is long enough ago for late lines to have come. */
export function isSettled(trail: Trail, now: Date): boolean {
  const last = trail.events.at(-1);
  return last !== undefined && now.getTime() - Date.parse(last.at) >= settledAfterMs;
}

export function ids(events: TrailEvent[]): string[] {
  return events.map((event) => event.id);
}
