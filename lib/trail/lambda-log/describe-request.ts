import type { TrailEvent } from "@/lib/trail/event";
import type { LambdaRequest } from "@/lib/trail/lambda-log/lambda-request";

/** What a request came to, in one line: the function's last own words, its status, and what Lambda measured. */
export function describeRequest(
  functionName: string,
  request: LambdaRequest,
): Pick<TrailEvent, "severity" | "title" | "detail"> {
  const own = request.lines.filter((line) => typeof line === "object");
  const worded = own.filter((line) => typeof line.message === "string");
  const last = worded.at(-1);
  const failed =
    request.failure !== undefined || own.some((line) => /^(error|fatal)$/i.test(String(line.level)));
  const warned = own.some((line) => /^warn/i.test(String(line.level)));
  const status = own.map((line) => line.statusCode).findLast((value) => typeof value === "number");
  const words = last ? String(last.message) : "";
  const reason = own.map((line) => line.reason ?? line.error).findLast((value) => typeof value === "string");
  const title = request.failure
    ? `${functionName} broke off: ${request.failure}`
    : words
      ? `${words}${reason ? ` (${String(reason)})` : ""}${status === undefined ? "" : `: ${String(status)}`}`
      : `${functionName} ran`;
  return {
    // Nothing there (404) is an answer, not a fault: a call that the voice agent served to its end has no metadata.
    severity: failed ? "bad" : warned && status !== 404 ? "attention" : warned ? "info" : "good",
    title,
    detail: measured(request),
  };
}

function measured({ report }: LambdaRequest): string | undefined {
  const parts: string[] = [];
  if (report.durationMs !== undefined) parts.push(`${Math.round(report.durationMs)} ms`);
  if (report.initMs !== undefined) parts.push(`cold start, ${Math.round(report.initMs)} ms more`);
  if (report.usedMb !== undefined && report.memoryMb !== undefined) {
    parts.push(`${report.usedMb} of ${report.memoryMb} MB used`);
  }
  return parts.length > 0 ? parts.join(" · ") : undefined;
}
