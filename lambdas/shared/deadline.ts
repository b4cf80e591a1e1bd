import type { InvocationContext } from "./context";

/** For the answer's way back to Amazon Connect, and the part of the block's time that the function's start took. */
const reserveMs = 400;

/**
 * Milliseconds since the epoch by which the answer is due: within the block's limit and within what Lambda
 * leaves this invocation, whichever is shorter.
 */
export function deadlineOf(context: InvocationContext, blockLimitMs: number, now: number): number {
  const remainingMs = context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
  return now + Math.max(0, Math.min(remainingMs, blockLimitMs) - reserveMs);
}
