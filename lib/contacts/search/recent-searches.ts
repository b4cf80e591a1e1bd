import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import { vendorIds } from "@/lib/vendors/ids";

/** A search that somebody may want again. A search for a caller's number is none: the number is kept nowhere. */
export interface RecentSearch {
  kind: "filters" | "contact" | "vendor-id";
  /** Of a vendor's id, what it is: "Acme session". */
  title?: string;
  /** The part of the screen's address behind "?", or the id. */
  query: string;
  at: Date;
}

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
  return rows.flatMap(({ kind, query, at }): RecentSearch[] => {
    if (kind === "filters" || kind === "contact") return [{ kind, query, at }];
    const title = vendorIds.find(({ id }) => id.kind === kind)?.id.title;
    return title === undefined ? [] : [{ kind: "vendor-id", title, query, at }];
  });
}

/** `kind`: "filters", "contact", or the kind of a vendor's id. Keeps a search as the newest; the same again moves up, and the eleventh goes. */
export async function recordRecentSearch(
  db: TenantDatabase,
  search: Whose & { kind: string; query: string },
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
