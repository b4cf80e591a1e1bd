import type { Problem, Result } from "@/lib/kernel/result";

/** The value, or the end of the demo with the problem's own sentences. */
export function must<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(tellProblem(result.problem));
}

export function tellProblem({ sentence, wayOut, theirWords }: Problem): string {
  return [sentence, wayOut, ...(theirWords ? [`Original error message: ${theirWords}`] : [])].join(" ");
}
