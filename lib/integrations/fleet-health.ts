import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { loadIntegration } from "@/lib/deployments/load-integration";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { ProblemError } from "@/lib/kernel/result";
import type { GuideProgress, TenantHealth } from "./fleet-tenant";
import { isDone, loadKnown, tickedSteps } from "./guide";

const hourMs = 3_600_000;
const callHours = 24;
/** Each is a handful of questions to the database, and a page of tenants seldom has more. */
const maxGuides = 150;

/** For a unit of work over all tenants. */
export async function loadFleetHealth(
  db: TenantDatabase,
  tenantIds: TenantId[],
  now: Date,
): Promise<(tenantId: TenantId) => TenantHealth> {
  const since = new Date(now.getTime() - callHours * hourMs);
  const connections = await db.$queryRaw<
    { tenantId: TenantId; all: number; failed: number; untested: number }[]
  >`
    SELECT "tenantId", count(*)::int AS "all", count(*) FILTER (WHERE "probe"->>'state' = 'failed')::int AS "failed",
           count(*) FILTER (WHERE "probe" IS NULL)::int AS "untested"
    FROM "Connection" WHERE "tenantId" = ANY(${tenantIds}::uuid[]) GROUP BY "tenantId"`;
  const calls = await db.$queryRaw<{ tenantId: TenantId; all: number; withFindings: number }[]>`
    SELECT "tenantId", count(*)::int AS "all", count(*) FILTER (WHERE "verdict" = 'found')::int AS "withFindings"
    FROM "ContactLook" WHERE "tenantId" = ANY(${tenantIds}::uuid[]) AND "beganAt" >= ${since} AND "isSettled"
      AND "integrationId" IS NOT NULL GROUP BY "tenantId"`;
  const scanned = await db.$queryRaw<{ tenantId: TenantId }[]>`
    SELECT DISTINCT "tenantId" FROM "ContactScan"
    WHERE "tenantId" = ANY(${tenantIds}::uuid[]) AND "toAt" >= ${since} AND "problem" IS NULL`;
  const verified = await db.verifiedCall.groupBy({
    by: ["tenantId"],
    where: { tenantId: { in: tenantIds } },
    _max: { at: true },
  });
  const connectionsOf = byTenant(connections);
  const callsOf = byTenant(calls);
  const scannedOf = byTenant(scanned);
  const verifiedOf = byTenant(verified);
  return (tenantId) => {
    const { all = 0, failed = 0, untested = 0 } = connectionsOf.get(tenantId) ?? {};
    const counted =
      callsOf.get(tenantId) ?? (scannedOf.has(tenantId) ? { all: 0, withFindings: 0 } : undefined);
    return {
      connections: { all, failed, untested },
      calls: counted && { all: counted.all, withFindings: counted.withFindings },
      verifiedAt: verifiedOf.get(tenantId)?._max.at ?? undefined,
    };
  };
}

/**
 * Of those tenants, in this order, whose guides can be read and are all within the limit: a part isn't told as the whole.
 * An integration of an older console says nothing.
 */
export async function loadGuideProgress(
  db: TenantDatabase,
  tenantIds: TenantId[],
): Promise<Map<TenantId, GuideProgress>> {
  const counts = await db.integration.groupBy({
    by: ["tenantId"],
    where: { tenantId: { in: tenantIds } },
    _count: true,
  });
  const countOf = new Map(counts.map(({ tenantId, _count }) => [tenantId, _count]));
  const integrations = await db.integration.findMany({
    where: { tenantId: { in: wholeWithin(maxGuides, tenantIds, countOf) } },
    select: { tenantId: true, id: true },
    take: maxGuides,
  });
  const progress = new Map<TenantId, GuideProgress>();
  for (const { tenantId, id } of integrations) {
    const guide = await loadProgress(db, tenantId, id);
    if (!guide) continue;
    const known = progress.get(tenantId) ?? { done: 0, all: 0 };
    progress.set(tenantId, { done: known.done + guide.done, all: known.all + guide.all });
  }
  return progress;
}

/** Tenants, in this order, that together have no more integrations than the limit. */
export function wholeWithin(
  limit: number,
  tenantIds: readonly TenantId[],
  countOf: ReadonlyMap<TenantId, number>,
): TenantId[] {
  let left = limit;
  return tenantIds.filter((tenantId) => {
    const count = countOf.get(tenantId) ?? 0;
    if (count > left) return false;
    left -= count;
    return true;
  });
}

async function loadProgress(
  db: TenantDatabase,
  tenantId: TenantId,
  integrationId: IntegrationId,
): Promise<GuideProgress | undefined> {
  try {
    const integration = await loadIntegration(db, tenantId, integrationId);
    if (!integration) return undefined;
    const steps = tickedSteps(integration, undefined, await loadKnown(db, integration));
    return { done: steps.filter(isDone).length, all: steps.length };
  } catch (error) {
    // Settings of an older console.
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

function byTenant<Row extends { tenantId: TenantId }>(rows: readonly Row[]): Map<TenantId, Row> {
  return new Map(rows.map((row) => [row.tenantId, row]));
}
