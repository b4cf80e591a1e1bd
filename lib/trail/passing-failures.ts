import type { SourceReport } from "@/lib/trail/event";

/** What passes by itself: what comes of it would be wrong a minute later. */
const passing = new Set(["throttled", "source-too-slow", "aws-unreachable", "aws-fault"]);

export function hasPassingFailure(reports: readonly SourceReport[]): boolean {
  return reports.some(
    (report) =>
      report.state === "failed" && (report.problem.isPassing === true || passing.has(report.problem.code)),
  );
}
