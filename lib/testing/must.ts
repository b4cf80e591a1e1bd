import type { Result } from "@/lib/kernel/result";

/** The value, or the problem as the test's failure. */
export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.sentence}`);
  return result.value;
}
