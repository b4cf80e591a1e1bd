import type { TrailEvent } from "@/lib/trail/event";

/** What surely is the contact's, and what may be another call's; the order of both stays. Pure. */
export function splitUncertain<Event extends Pick<TrailEvent, "tie">>(
  events: readonly Event[],
): { events: Event[]; uncertain: Event[] } {
  return {
    events: events.filter(({ tie }) => tie !== "none"),
    uncertain: events.filter(({ tie }) => tie === "none"),
  };
}
