import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import type { Severity } from "@/lib/trail/event";
import { type HopState, hopStateOf, weightierSeverity } from "@/lib/trail/hop-state";

export interface HopMark {
  hop: string;
  state: HopState;
  /** Of its events. 0: a good call would have left a trace there, and this one has not. */
  count: number;
}

/**
 * For each hop that left a trace, the worst of it, and with a count of 0 each that should have and did not. `hops`: all that
 * there are, in the order of a call.
 */
export function marksOf(
  events: readonly Pick<ScreenEvent, "hop" | "severity">[],
  hops: readonly { id: string }[],
  expected: readonly string[] = [],
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
    if (own) return [{ hop, count: own.count, state: hopStateOf(own.severity) }];
    return expected.includes(hop) ? [{ hop, count: 0, state: "unknown" }] : [];
  });
}
