import { randomUUID } from "node:crypto";
import { log } from "@/lib/kernel/log";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import { describeAwsError } from "./describe-aws-error";
import { operationOfError } from "./operation-of-error";

/** Any failure as something to show: expected ones in words, the unexpected logged with a reference and never shown raw. */
export function describeFailure(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (isExpected(error)) return describeAwsError(error);
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference }, "unexpected failure");
  return {
    code: "unexpected",
    sentence: `An unexpected error occurred (reference ${reference}).`,
    wayOut: "Try again. If it happens again, give the reference to your operator.",
  };
}

function isExpected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOfAws = operationOfError(error) !== undefined || "$metadata" in error;
  return isOfAws || error.name === "AbortError" || error.name === "TimeoutError";
}
