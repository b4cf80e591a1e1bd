import { formatUtc } from "@/lib/kernel/format-utc";
import type { Result } from "@/lib/kernel/result";
import { type GuideCheckResult, unknownRow } from "../../guide-check";
import type { BotChanges } from "./fetch-changes";

/** Pure. Whether the bot was published after its last change. Kore says so nowhere: it follows from the change log. */
export function judgeChanges(row: string, changes: Result<BotChanges>): GuideCheckResult {
  if (!changes.ok) return unknownRow(row, changes.problem);
  const { publishedAt, changesSince, isWhole } = changes.value;
  if (!isWhole)
    return { row, code: "unknown", detail: "The change log of the last 30 days is too long to read." };
  const inferred = "This follows from the messages of Kore's change log.";
  const facts: Record<string, string> = {
    changesSince: String(changesSince),
    ...(publishedAt === undefined ? {} : { publishedAt: publishedAt.toISOString() }),
  };
  if (changesSince > 0)
    return {
      ...{ row, code: "development-only", facts },
      detail: `${countChanges(changesSince)} ${publishedAt === undefined ? "in the last 30 days, and no publishing" : `since the bot was published on ${formatUtc(publishedAt)}`}: callers don't hear ${changesSince === 1 ? "it" : "them"} yet. ${inferred} Publish the bot.`,
    };
  if (publishedAt === undefined)
    return { row, code: "not-seen", facts, detail: "No change and no publishing in the last 30 days." };
  return {
    ...{ row, code: "published", facts },
    detail: `Published on ${formatUtc(publishedAt)}, with no change since. ${inferred}`,
  };
}

function countChanges(count: number): string {
  return count === 1 ? "1 change" : `${count} changes`;
}

/**
 * Pure. Whether what callers reach is what stands in development, as far as this guide's parts go: they are compared in
 * both versions of the bot. Where none of them was seen, only the change log is left.
 */
export function judgePublish(
  row: string,
  parts: readonly GuideCheckResult[],
  changes: GuideCheckResult,
): GuideCheckResult {
  const waiting = parts.filter(({ code }) => code === "development-only");
  if (waiting.length > 0)
    return {
      ...{ row, code: "development-only" },
      detail: "Parts of this guide are in development only: callers don't reach them yet. Publish the bot.",
    };
  const isAnyPublished = parts.some(({ code }) => code === "published");
  // Not seen is where this guide can't look; all else that isn't published is no reason to call the whole published. What
  // couldn't be read says nothing against the change log, where that is all there is.
  const says: readonly string[] = isAnyPublished ? ["published", "not-seen"] : ["unknown", "not-seen"];
  const others = parts.filter(({ code }) => !says.includes(code));
  if (others.length > 0 && (isAnyPublished || changes.code === "published"))
    return {
      ...{ row, code: "unknown", facts: { unseen: others.map((part) => part.row).join(" ") } },
      detail: "Not everything that this guide gives was seen in the published bot. See its other steps.",
    };
  if (!isAnyPublished) return { ...changes, row };
  const seen = "What this guide gives is published.";
  const { code, detail } = changes;
  // Others' unfinished work is none of this guide's business, but whoever publishes next should know of it.
  return {
    ...{ row, code: "published", facts: changes.facts ?? {} },
    detail: code === "published" || code === "development-only" ? `${seen} ${detail}` : seen,
  };
}
