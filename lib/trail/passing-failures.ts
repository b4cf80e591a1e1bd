import type { SourceReport } from "@/lib/trail/event";

/** What comes of a failure that passes by itself would be wrong a minute later. */
export function hasPassingFailure(reports: readonly SourceReport[]): boolean {
  return reports.some((report) => report.state === "failed" && report.problem.isPassing === true);
}
