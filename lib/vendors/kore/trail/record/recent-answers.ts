import { createHash } from "node:crypto";
import type { Result } from "@/lib/kernel/result";

/**
 * A page that follows a call's end looks every two seconds for a minute, and Kore allows a bot 60 requests in it. Nothing of
 * Kore's record changes that fast.
 */
const keptMs = 15_000;
const maxKept = 300;

interface Kept {
  atMs: number;
  answer: Result<unknown>;
}

/** Oldest first. */
const kept = new Map<string, Kept>();

/** Asks once in 15 seconds, for whoever asks the same with the same credentials. What is thrown isn't kept. */
export async function askOnce(
  /** Credentials and request, whole. */
  asked: unknown,
  ask: () => Promise<Result<unknown>>,
  now: () => number = Date.now,
): Promise<Result<unknown>> {
  // A hash: the client secret belongs to what tells two tenants apart.
  const key = createHash("sha256").update(JSON.stringify(asked)).digest("base64url");
  const known = kept.get(key);
  if (known && now() - known.atMs < keptMs) return known.answer;
  const answer = await ask();
  forget(now());
  kept.delete(key);
  kept.set(key, { atMs: now(), answer });
  return answer;
}

/** What callers said isn't held longer than it is of use. */
function forget(nowMs: number): void {
  for (const [key, { atMs }] of kept) if (nowMs - atMs >= keptMs || kept.size >= maxKept) kept.delete(key);
}
