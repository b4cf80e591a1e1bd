import type { TrailEvent } from "./event";

/** What a failure came of, as far as a system's own words for it are known here. */
export type FailureKind =
  | "access-denied"
  | "function-error"
  | "invoke-denied"
  | "no-answer"
  | "not-found"
  | "timed-out";

/**
 * The words of Amazon Connect's flow log, of Lambda and of the SDKs; none of them is documented as a list. Here, where a
 * system's answer is read, is the only place that looks at them.
 */
const wordsOf: Record<FailureKind, RegExp> = {
  "access-denied": /AccessDenied/i,
  "function-error": /Function Returned An Error/i,
  /** Lambda did not let Amazon Connect in. */
  "invoke-denied": /Status Code: 403|Error Code: AccessDenied/i,
  "no-answer": /no ?answer/i,
  "not-found": /ResourceNotFound/i,
  "timed-out": /TimeLimitExceeded|timed?[ _-]?out/i,
};

const kinds: readonly FailureKind[] = [
  ...(["access-denied", "function-error", "invoke-denied"] as const),
  ...(["no-answer", "not-found", "timed-out"] as const),
];

/** Every kind that the words tell of; empty when they are not known. Pure. */
export function failureKinds(words: string): FailureKind[] {
  return kinds.filter((kind) => wordsOf[kind].test(words));
}

/** Whether an event of a function or a block says that it failed by one of these. */
export function failedBy({ facts }: TrailEvent, ...wanted: FailureKind[]): boolean {
  const failures = facts?.failures;
  return Array.isArray(failures) && wanted.some((kind) => failures.includes(kind));
}
