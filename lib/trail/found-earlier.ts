import type { Trail } from "@/lib/trail/event";
import { sourceNotReadable } from "@/lib/trail/findings/source-not-readable";

/**
 * Codes of what was found when all had arrived, and isn't found any more: a mended account, or a log that is gone, takes
 * nothing back. Pure.
 */
export function foundEarlier({ facts, findings }: Pick<Trail, "facts" | "findings">): string[] {
  const known = new Set(findings.map(({ code }) => code));
  return (facts?.seen?.codes ?? []).filter((code) => !known.has(code));
}

/**
 * When everything of the call had been read without this finding, in ISO 8601: it may come of what was removed since, a
 * table or a log, and not of the call. undefined for what was found then, for what says itself that it is about the reading
 * and not about the call, and where it isn't known. Pure.
 */
export function notFoundAt({ facts }: Pick<Trail, "facts">, code: string): string | undefined {
  if (code === sourceNotReadable.code) return undefined;
  const { seen } = facts ?? {};
  return seen?.isSettled && seen.isWhole && !seen.codes?.includes(code) ? seen.at : undefined;
}
