import { type Problem, ProblemError } from "@/lib/kernel/result";
import { unexpectedProblem } from "@/lib/kernel/unexpected-problem";
import { describeAwsError } from "./describe-aws-error";
import { operationOfError } from "./operation-of-error";

/** Any failure as something to show: expected ones in words, the unexpected logged with a reference and never shown raw. */
export function describeFailure(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (isExpected(error)) return describeAwsError(error);
  return unexpectedProblem(error, "unexpected failure");
}

function isExpected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOfAws = operationOfError(error) !== undefined || "$metadata" in error;
  return isOfAws || error.name === "AbortError" || error.name === "TimeoutError";
}
