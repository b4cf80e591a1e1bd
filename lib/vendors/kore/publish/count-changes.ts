import type { PendingChanges } from "../../guide-publication";
import { type Change, type ChangeLog, describeChanges } from "../proof/fetch-changes";

const maxGroups = 20;

/** Pure. What publishing would take along, in numbers: what of each change was changed isn't kept. */
export function countChanges(log: ChangeLog): PendingChanges {
  const { publishedAt, changesSince } = describeChanges(log.changes, log.isWhole);
  const waiting = log.changes.filter(
    ({ isEdit, at }) => isEdit && (publishedAt === undefined || at > publishedAt),
  );
  const newestMs = Math.max(...log.changes.map(({ at }) => at.getTime()));
  return {
    ...(publishedAt === undefined ? {} : { since: publishedAt.toISOString() }),
    ...(log.changes.length === 0 ? {} : { newestAt: new Date(newestMs).toISOString() }),
    total: changesSince,
    isWhole: log.isWhole,
    showsNewest: log.showsNewest,
    kinds: countBy(waiting, ({ kind }) => kind).map(([kind, count]) => ({ kind, count })),
    authors: countBy(waiting, ({ author }) => author.toLowerCase()).map(([email, count]) => ({
      email,
      count,
    })),
  };
}

/** Most first; what there is beyond the first groups is left out. */
function countBy(changes: readonly Change[], keyOf: (change: Change) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const change of changes) counts.set(keyOf(change), (counts.get(keyOf(change)) ?? 0) + 1);
  return [...counts]
    .sort(([one, many], [other, more]) => more - many || one.localeCompare(other))
    .slice(0, maxGroups);
}
