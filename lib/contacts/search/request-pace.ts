import { setTimeout as pause } from "node:timers/promises";
import { type Problem, ProblemError } from "@/lib/kernel/result";

/** When the next request of each account may be made, in milliseconds since the epoch. */
const nextAt = new Map<string, number>();
const mostKept = 500;
/** Nobody's patience is longer. Whoever would wait longer takes no turn, so that turns which were given up pass soon. */
const maxWaitMs = 20_000;

/**
 * Waits until an account may be asked again, so that several people and pages of one process share AWS's rate instead of
 * being refused in turn: SearchContacts allows one request in two seconds, for all instances of an account and region.
 * Rejects when `signal` is aborted, and at once with the Problem `throttled` where too many wait already.
 */
export async function takeTurn(key: string, everyMs: number, signal?: AbortSignal): Promise<void> {
  const now = Date.now();
  const at = Math.max(now, nextAt.get(key) ?? 0);
  if (at - now > maxWaitMs) throw new ProblemError(tooMany);
  nextAt.delete(key);
  nextAt.set(key, at + everyMs);
  const eldest = nextAt.keys().next().value;
  if (nextAt.size > mostKept && eldest !== undefined) nextAt.delete(eldest);
  try {
    signal?.throwIfAborted();
    if (at > now) await pause(at - now, undefined, { signal });
  } catch (error) {
    // Whoever left last gives their turn back; those behind others would only have them overtake.
    if (nextAt.get(key) === at + everyMs) nextAt.set(key, at);
    throw error;
  }
}

/** AWS's default for SearchContacts: 0.5 a second, burst 1. */
export const searchEveryMs = 2_000;

const tooMany: Problem = {
  code: "throttled",
  isPassing: true,
  sentence: "Too many searches of this account are waiting. AWS allows one every two seconds.",
  wayOut: "Wait 30 seconds and search again.",
};
