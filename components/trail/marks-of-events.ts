import { hopOrder } from "@/lib/trail/hop-order";
import type { ScreenEvent } from "@/lib/trail/screen-report";
import type { HopMark } from "./hop-strip";

/** For each hop that left a trace, the worst of it. */
export function marksOf(events: readonly Pick<ScreenEvent, "hop" | "severity">[]): HopMark[] {
  const found = new Map<string, { count: number; state: HopMark["state"] }>();
  for (const { hop, severity } of events) {
    const known = found.get(hop) ?? { count: 0, state: "good" };
    known.count++;
    if (severity === "bad" || (severity === "attention" && known.state === "good")) known.state = severity;
    found.set(hop, known);
  }
  return hopOrder.flatMap((hop) => {
    const own = found.get(hop);
    return own ? [{ hop, ...own }] : [];
  });
}
