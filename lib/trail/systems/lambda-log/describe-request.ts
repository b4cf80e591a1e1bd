import type { Severity, TrailEvent } from "../../event";
import { failureKinds } from "../../failure-kind";
import { severityOfStatus } from "../../http-status";
import { functionRan } from "./lambda-events";
import type { LambdaRequest } from "./lambda-request";

/** What a request came to, in one line: the function's last own words, its status, and what Lambda measured. */
export function describeRequest(
  functionName: string,
  request: LambdaRequest,
): Pick<TrailEvent, "severity" | "code" | "facts" | "title" | "detail" | "tookMs"> {
  const own = request.lines.filter((line) => typeof line === "object");
  const words = own.map(({ message }) => message).findLast((message) => typeof message === "string");
  const status = own.map(({ statusCode }) => statusCode).findLast(isStatus);
  const reason = own.map((line) => line.reason ?? line.error).findLast((value) => typeof value === "string");
  const { failure } = request;
  const failures = failureKinds(
    [words, reason, failure].filter((text) => typeof text === "string").join(" "),
  );
  return {
    severity: severityOf(request, own, status),
    ...functionRan.of({
      functionName,
      isEnded: [failure, status, reason, request.report.durationMs].some((one) => one !== undefined),
      ...(failure !== undefined && { stopped: isTimeOut(failure) ? "timed-out" : "broke-off" }),
      ...(/^\d{3}$/.test(String(status)) && { statusCode: Number(status) }),
      ...(typeof reason === "string" && { reason }),
      ...(own.some(tellsOfExpiry) && { isExpired: true }),
      ...(failures.length > 0 && { failures }),
    }),
    title:
      failure !== undefined
        ? `${functionName} crashed: ${failure}`
        : words
          ? `${words}${reason ? ` (${reason})` : ""}${status === undefined ? "" : `: ${status}`}`
          : `${functionName} ran${request.oddStatus === undefined ? "" : `: status “${request.oddStatus}”`}`,
    detail: measured(request),
    ...(request.report.durationMs !== undefined && { tookMs: request.report.durationMs }),
  };
}

/** Lambda's own words: "Task timed out after 3.00 seconds", "Status: timeout". */
function isTimeOut(failure: string): boolean {
  return failureKinds(failure).includes("timed-out");
}

/** Functions that were deployed before they had the member say it by their message alone. */
function tellsOfExpiry({ expired, message }: Record<string, unknown>): boolean {
  return expired === true || message === "Metadata expired";
}

const failing = /^(error|fatal|critical|severe|alert|emergency)$/i;

function severityOf(
  { failure, oddStatus, report }: LambdaRequest,
  own: Record<string, unknown>[],
  status: string | number | undefined,
): Severity {
  if (failure !== undefined || own.some(({ level }) => failing.test(String(level)))) return "bad";
  // Nothing there (404) is an answer, not a fault: a call that the voice agent served to its end has no metadata.
  if (String(status) === "404") return "info";
  if (own.some(({ level }) => /^warn/i.test(String(level)))) return "attention";
  if (status !== undefined) return severityOfStatus(status);
  // Without a status of its own it has done well when Lambda says that it came to its end, or the authorizer let a post in.
  const isDone = report.durationMs !== undefined || own.some(({ decision }) => decision === "allow");
  return isDone && oddStatus === undefined ? "good" : "unknown";
}

function isStatus(value: unknown): value is string | number {
  return typeof value === "number" || (typeof value === "string" && value !== "");
}

function measured({ report }: LambdaRequest): string | undefined {
  const parts: string[] = [];
  if (report.durationMs !== undefined) parts.push(`${Math.round(report.durationMs)} ms`);
  if (report.initMs !== undefined) parts.push(`cold start, ${Math.round(report.initMs)} ms extra`);
  if (report.usedMb !== undefined && report.memoryMb !== undefined) {
    parts.push(`${report.usedMb} of ${report.memoryMb} MB used`);
  }
  return parts.length > 0 ? parts.join(" · ") : undefined;
}
