import type { InvocationContext } from "../context";

/** The way back to Amazon Connect, and what the start of the function took of the block's time. */
const reserveMs = 400;

/**
 * Milliseconds since the epoch by which the answer has to be given: within the block's limit and within what Lambda
 * leaves this invocation, whichever is shorter.
 */
export function deadlineOf(context: InvocationContext, blockLimitMs: number, now: number): number {
  const remainingMs = context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
  return now + Math.max(0, Math.min(remainingMs, blockLimitMs) - reserveMs);
}
