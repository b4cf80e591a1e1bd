import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import type { Severity } from "@/lib/trail/event";
import { hopStateOf, weightierSeverity } from "@/lib/trail/hop-state";
import type { HopMark } from "./hop-strip";

/** For each hop that left a trace, the worst of it. `hops`: all that there are, in the order of a call. */
export function marksOf(
  events: readonly Pick<ScreenEvent, "hop" | "severity">[],
  hops: readonly { id: string }[],
): HopMark[] {
  const found = new Map<string, { count: number; severity: Severity }>();
  for (const { hop, severity } of events) {
    const known = found.get(hop) ?? { count: 0, severity: "info" };
    found.set(hop, {
      count: known.count + 1,
      severity: weightierSeverity(known.severity, severity),
    });
  }
  return hops.flatMap(({ id: hop }) => {
    const own = found.get(hop);
    return own ? [{ hop, count: own.count, state: hopStateOf(own.severity) }] : [];
  });
}
