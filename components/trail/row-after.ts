import type { TimeLineRow } from "./time-line-rows";

/**
 * The index of the row that a key leads to, from the row at `at` (−1: none yet); undefined for another key, and where
 * there is no such row. "n" looks for the next failure, and for the first when the last is behind. Pure.
 */
export function rowAfter(rows: readonly TimeLineRow[], at: number, key: string): number | undefined {
  const last = rows.length - 1;
  switch (key) {
    case "ArrowDown":
    case "j":
      return at < last ? at + 1 : undefined;
    case "ArrowUp":
    case "k":
      return at > 0 ? at - 1 : undefined;
    case "Home":
      return last < 0 ? undefined : 0;
    case "End":
      return last < 0 ? undefined : last;
    case "n": {
      const failures = rows.flatMap((row, index) => (isFailure(row) ? index : []));
      return failures.find((index) => index > at) ?? failures[0];
    }
    default:
      return undefined;
  }
}

function isFailure(row: TimeLineRow): boolean {
  return row.kind === "event" && (row.event.severity === "bad" || row.event.severity === "attention");
}
