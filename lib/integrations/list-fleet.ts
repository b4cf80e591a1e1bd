import type { Actor } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withFleet } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import { loadFleetHealth, loadGuideProgress } from "./fleet-health";
import type { FleetDeployment, FleetTenant, ShownTenant } from "./fleet-tenant";
import { type FleetOrder, sortFleet } from "./sort-fleet";

export interface FleetQuery {
  /** Part of a name or an address. */
  text?: string | undefined;
  /** Those alone; else those in use alone. */
  archived: boolean;
  order: FleetOrder;
  /** From 1. */
  page: number;
}

export interface FleetPage {
  tenants: ShownTenant[];
  /** Over all pages. */
  total: number;
  /** How many there are, whatever is searched for. */
  archived: number;
  hasNext: boolean;
  /** Queued or running anywhere, the oldest first, at most 20. */
  running: (FleetDeployment & { slug: string; tenantName: string })[];
  /** Slots of workers that beat within the last half minute: how many jobs can run at a time. */
  workers: number;
}

const pageSize = 50;
/** All are counted, to be sorted by any column; more than an installation has. */
const maxTenants = 5_000;
const beatsWithinMs = 30_000;

/** An operator's look over all tenants. Leaves a fleet event. */
export function listFleet(
  actor: Actor,
  { text, archived, order, page }: FleetQuery,
  now = new Date(),
): Promise<FleetPage> {
  return withFleet(actor, text ? "searches the fleet" : "looks at the fleet", async (db) => {
    const named = text
      ? {
          OR: [
            { name: { contains: text, mode: "insensitive" as const } },
            { slug: { contains: text.toLowerCase() } },
          ],
        }
      : {};
    const rows = await db.tenant.findMany({
      where: { AND: [named, { archivedAt: archived ? { not: null } : null }] },
      select: {
        id: true,
        slug: true,
        name: true,
        archivedAt: true,
        _count: { select: { memberships: true, integrations: true } },
      },
      orderBy: { slug: "asc" },
      take: maxTenants,
    });
    const ids = rows.map(({ id }) => id);
    const last = await loadLastDeployments(db, ids);
    const health = await loadFleetHealth(db, ids, now);
    const all = rows.map(
      ({ id, slug, name, archivedAt, _count }): FleetTenant => ({
        ...health(id),
        tenantId: id,
        slug,
        name,
        archivedAt: archivedAt ?? undefined,
        members: _count.memberships,
        integrations: _count.integrations,
        lastDeployment: last.get(id),
      }),
    );
    const from = (page - 1) * pageSize;
    const shown = sortFleet(all, order).slice(from, from + pageSize);
    const guides = await loadGuideProgress(
      db,
      shown.map(({ tenantId }) => tenantId),
    );
    return {
      tenants: shown.map((tenant) => ({ ...tenant, guide: guides.get(tenant.tenantId) })),
      total: all.length,
      archived: await db.tenant.count({ where: { archivedAt: { not: null } } }),
      hasNext: all.length > from + pageSize,
      running: await loadRunning(db),
      workers: await db.workerBeat.count({
        where: { beatAt: { gt: new Date(now.getTime() - beatsWithinMs) } },
      }),
    };
  });
}

/** One row a tenant, found by the database: a tenant may have thousands. */
async function loadLastDeployments(
  db: TenantDatabase,
  tenantIds: TenantId[],
): Promise<Map<TenantId, FleetDeployment>> {
  const rows = await db.$queryRaw<FleetDeployment[]>`
    SELECT DISTINCT ON ("tenantId") "id", "tenantId", "integrationId", "purpose", "status"::text AS "status", "createdAt"
    FROM "Deployment" WHERE "tenantId" = ANY(${tenantIds}::uuid[]) ORDER BY "tenantId", "createdAt" DESC`;
  return new Map(rows.map((row) => [row.tenantId, row]));
}

async function loadRunning(db: TenantDatabase): Promise<FleetPage["running"]> {
  const rows = await db.deployment.findMany({
    where: { status: { in: ["queued", "running"] } },
    select: {
      id: true,
      tenantId: true,
      integrationId: true,
      purpose: true,
      status: true,
      createdAt: true,
      tenant: { select: { slug: true, name: true } },
    },
    orderBy: { createdAt: "asc" },
    take: 20,
  });
  return rows.map(({ tenant, purpose, ...row }) => ({
    ...row,
    purpose: purpose === "remove" ? "remove" : "deploy",
    slug: tenant.slug,
    tenantName: tenant.name,
  }));
}
