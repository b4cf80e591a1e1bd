import type { TenantDatabase, TenantId } from "@/lib/access/tenant/scope";

/** A search that somebody may want again. A search for a caller's number is none: the number is kept nowhere. */
export interface RecentSearch {
  kind: "filters" | "contact" | "kore-session" | "asapp-transfer";
  /** The part of the screen's address behind "?", or the id. */
  query: string;
  at: Date;
}

const kinds = ["filters", "contact", "kore-session", "asapp-transfer"] as const;
/** A handful, one look at them. */
const mostKept = 10;
const longestQuery = 2_000;

interface Whose {
  tenantId: TenantId;
  userId: string;
}

/** Somebody's own, the newest first. */
export async function listRecentSearches(
  db: TenantDatabase,
  { tenantId, userId }: Whose,
): Promise<RecentSearch[]> {
  const rows = await db.recentSearch.findMany({
    where: { tenantId, userId },
    orderBy: { at: "desc" },
    take: mostKept,
  });
  return rows.flatMap(({ kind, query, at }) => {
    const known = kinds.find((one) => one === kind);
    return known ? [{ kind: known, query, at }] : [];
  });
}

/** Keeps a search as the newest; the same again moves up, and the eleventh goes. */
export async function recordRecentSearch(
  db: TenantDatabase,
  search: Whose & Pick<RecentSearch, "kind" | "query">,
  now = new Date(),
): Promise<void> {
  const { tenantId, userId, kind, query } = search;
  if (query === "" || query.length > longestQuery) return;
  await db.recentSearch.upsert({
    where: { tenantId_userId_query: { tenantId, userId, query } },
    create: { tenantId, userId, query, kind, at: now },
    update: { at: now },
  });
  const old = await db.recentSearch.findMany({
    where: { tenantId, userId },
    orderBy: { at: "desc" },
    skip: mostKept,
    select: { query: true },
  });
  if (old.length > 0) {
    await db.recentSearch.deleteMany({
      where: { tenantId, userId, query: { in: old.map((one) => one.query) } },
    });
  }
}
