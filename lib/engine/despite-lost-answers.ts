import { describeAwsError, isAwsError } from "@/lib/aws/describe-aws-error";
import { AnswerLostError, mayHaveTakenEffect } from "@/lib/aws/lost-answer";
import { operationOfError } from "@/lib/aws/operation-of-error";
import { lookUntil } from "@/lib/kernel/wait-until";
import { canonicalJson } from "./fingerprint";
import type { Observed } from "./observed";

/**
 * Tries in a row that left everything as it was: with the pauses between them, an outage of some seconds is waited out.
 */
const maxInVain = 6;
/** The same when AWS says each time that it is there already. */
const maxRefused = 3;
/** More than any kind of thing has parts whose making can be lost. */
const maxTries = 12;
/**
 * How long we look for what a create made whose answer was lost, before it is sent again. AWS promises no time in which
 * its lists show a new thing; a second one that comes to light later is removed as a leftover.
 */
const lostCreateSeconds = 15;
/** How long AWS may say that a thing is there already and not show it. */
const shownSeconds = 10;

/** What AWS's services say when the thing that we make is there already. */
const alreadyThereNames = [
  "ConflictException",
  "DuplicateResourceException",
  "EntityAlreadyExists",
  "EntityAlreadyExistsException",
  "ResourceAlreadyExistsException",
  "ResourceConflictException",
  "ResourceInUseException",
];

/** Refusals that another look can't turn into anything else. */
const finalCodes = new Set(["permission-missing", "throttled", "credentials-refused", "quota-reached"]);

type Seen = Observed<object> | undefined;

export interface Effort<Value> {
  signal: AbortSignal;
  /** What was seen before the first try. */
  seen: Seen;
  /** Looks at what is there now. Reads only. */
  look(): Promise<Seen>;
  /** One try, from what was last seen. Right when it is run again after half of itself. */
  attempt(seen: Seen): Promise<Value>;
}

/**
 * Tries, and when a try fails looks at what it left: an answer that was lost, and the "already exists" that its
 * repetition then brings, are no failures when the next try can go on from what is there. Throws the last failure when
 * AWS refused for good, or when nothing moves anymore.
 */
export async function tryDespiteLostAnswers<Value>(effort: Effort<Value>): Promise<Value> {
  const { signal } = effort;
  let { seen } = effort;
  let inVain = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      return await effort.attempt(seen);
    } catch (error) {
      if (signal.aborted || tries === maxTries || isFinal(error)) throw error;
      const before = canonicalJson(seen ?? null);
      const hasMoved = (now: Seen) => canonicalJson(now ?? null) !== before;
      const wait = { timeoutSeconds: patienceOf(error, inVain), signal };
      seen = await lookUntil(wait, effort.look, hasMoved);
      inVain = hasMoved(seen) ? 0 : inVain + 1;
      if (inVain === mostInVain(error)) throw error;
    }
  }
}

/** After how many tries that moved nothing this failure stands. */
function mostInVain(error: unknown): number {
  if (mayHaveTakenEffect(error)) return maxInVain;
  return isAwsError(error, ...alreadyThereNames) ? maxRefused : 1;
}

/** Most parts show at once, and only what stays hidden is waited for; but what may exist twice is waited for first. */
function patienceOf(error: unknown, inVain: number): number {
  if (error instanceof AnswerLostError && inVain === 0) return lostCreateSeconds;
  if (inVain > 0 && isAwsError(error, ...alreadyThereNames)) return shownSeconds;
  return inVain;
}

/** What isn't AWS's is ours: a Problem with its own words, or a fault of the code. */
function isFinal(error: unknown): boolean {
  const isOfAws = mayHaveTakenEffect(error) || (error instanceof Error && "$fault" in error);
  return !isOfAws || operationOfError(error) === undefined || finalCodes.has(describeAwsError(error).code);
}
