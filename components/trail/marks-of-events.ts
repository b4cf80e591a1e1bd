import type { TrailEvent } from "@/lib/trail/event";
import type { HopMark } from "./hop-strip";
import { hopOrder } from "./hops";

/** For each hop that left a trace, the worst of it. */
export function marksOf(events: readonly TrailEvent[]): HopMark[] {
  return hopOrder.flatMap((hop) => {
    const own = events.filter((event) => event.hop === hop);
    if (own.length === 0) return [];
    const has = (severity: TrailEvent["severity"]) => own.some((event) => event.severity === severity);
    return [{ hop, count: own.length, state: has("bad") ? "bad" : has("attention") ? "attention" : "good" }];
  });
}
