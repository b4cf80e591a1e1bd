import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { Problem } from "@/lib/kernel/result";
import type { VendorConnection } from "@/lib/trail/trail-source";

/**
 * published: as the guide gives it, and what callers reach. older: ours, as an earlier version of the guide gave it.
 * development-only: as given, and callers don't reach it until somebody publishes. changed: ours, and edited since. absent:
 * it would have been seen. not-seen: nothing of ours was found where it isn't known how it looks, so it may be there.
 * unknown: couldn't be read.
 */
export const guideCheckCodes = [
  "published",
  "older",
  "development-only",
  "changed",
  "absent",
  "not-seen",
  "unknown",
] as const;
export type GuideCheckCode = (typeof guideCheckCodes)[number];

/** What the vendor's own API showed of one step of a guide. Stored and shown: no secret, and nothing of the tenant's own. */
export interface GuideCheckResult {
  /** Row of the guides' ledger: "KM-22". */
  row: string;
  code: GuideCheckCode;
  /** What was seen, in a sentence or two, and what to do about it. */
  detail: string;
  /** For rules: short values by name, such as the version that was found. */
  facts?: Readonly<Record<string, string>>;
  /** What differs from what the guide gives, a line each, in the guide's own words. */
  difference?: readonly string[];
}

export interface GuideCheckSubject {
  input: BlueprintInput<object>;
  /** The integration's own connection of this kind; undefined where it has none. */
  connection(kind: string): VendorConnection | undefined;
  signal: AbortSignal;
}

/** A step of which nothing could be read, and why. */
export function unknownRow(
  row: string,
  { sentence, wayOut }: Pick<Problem, "sentence" | "wayOut">,
): GuideCheckResult {
  return { row, code: "unknown", detail: `${sentence} ${wayOut}` };
}

/** Reads at the vendor what a person was asked to do there. */
export interface GuideChecker {
  /** The rows that it can say something of; those that it leaves out of an answer are unknown. */
  rows: readonly string[];
  /**
   * Only reads. What can't be read is a result; throws a Problem where that is true of every row, and when `signal` is
   * aborted.
   */
  read(subject: GuideCheckSubject): Promise<readonly GuideCheckResult[]>;
}
