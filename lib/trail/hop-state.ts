import type { Severity } from "@/lib/trail/event";

/** How a hop went, as far as its events tell. */
export type HopState = Exclude<Severity, "info">;

const rank: Record<Severity, number> = { bad: 4, attention: 3, good: 2, unknown: 1, info: 0 };

/** What counts for a hop: its worst event, else its best proof. Events that have no outcome show that it was passed. */
export function weightierSeverity(one: Severity, other: Severity): Severity {
  return rank[other] > rank[one] ? other : one;
}

export function hopStateOf(severity: Severity): HopState {
  return severity === "info" ? "good" : severity;
}
