import { setTimeout as delay } from "node:timers/promises";
import { ProblemError } from "./result";

interface Wait {
  /** For people: "the table to become active". */
  what: string;
  timeoutSeconds: number;
  signal: AbortSignal;
}

const firstPauseMs = 150;
const maxPauseMs = 3_000;

/** Asks until the answer isn't undefined; longer pauses each time. Throws a Problem when the time is up. */
export async function waitUntil<Value>(wait: Wait, ask: () => Promise<Value | undefined>): Promise<Value> {
  const until = Date.now() + wait.timeoutSeconds * 1_000;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.6, maxPauseMs)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() + pauseMs > until) throw new ProblemError(tookTooLong(wait));
    await delay(pauseMs, undefined, { signal: wait.signal });
  }
}

/**
 * Looks until `isEnough` says so of the answer, at least once; longer pauses each time. Returns the last answer, enough
 * or not. Throws when the signal is aborted, and what `look` throws.
 */
export async function lookUntil<Value>(
  wait: { timeoutSeconds: number; signal: AbortSignal },
  look: () => Promise<Value>,
  isEnough: (answer: Value) => boolean,
): Promise<Value> {
  const until = Date.now() + wait.timeoutSeconds * 1_000;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.6, maxPauseMs)) {
    const answer = await look();
    if (isEnough(answer) || Date.now() + pauseMs > until) return answer;
    await delay(pauseMs, undefined, { signal: wait.signal });
  }
}

function tookTooLong({ what, timeoutSeconds }: Wait) {
  return {
    code: "took-too-long",
    sentence: `Waiting for ${what} took longer than ${timeoutSeconds} seconds. What was started was left as it is.`,
    wayOut: "Try again. Patchbay checks the current state and continues from there.",
  };
}
