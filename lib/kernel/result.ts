/** An expected failure, told to a person: what happened, and the way out. Never holds a secret or contact data. */
export interface Problem {
  /** Stable, kebab-case: for tests, findings and look-ups. */
  code: string;
  /** One sentence: what happened, and what was left as it was. */
  sentence: string;
  /** One sentence: what to do next. */
  wayOut: string;
  /** It passes by itself: what rests on it would be wrong a minute later. */
  isPassing?: true;
  /** AWS's action that the connection lacks, where it is known: "lambda:CreateFunction". */
  missingAction?: string;
  /** The outside system's own words, already redacted. */
  theirWords?: string;
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

export function succeed<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function fail(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

/** Carries a Problem through code that has no better way than to throw (an SDK call deep in a resource type). */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.sentence, options);
    this.name = "ProblemError";
    this.problem = problem;
  }
}
