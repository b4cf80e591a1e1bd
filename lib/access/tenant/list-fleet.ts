import type { DeploymentStatus } from "@/prisma/generated/enums";
import type { Actor } from "../audit/record-audit";
import { type TenantDatabase, withFleet } from "./scope";

export interface FleetTenant {
  tenantId: string;
  slug: string;
  name: string;
  members: number;
  connections: number;
  integrations: number;
  /** What deployments left in the tenant's account. */
  resources: number;
  lastDeployment: FleetDeployment | undefined;
}

export interface FleetDeployment {
  id: string;
  tenantId: string;
  integrationId: string;
  purpose: "deploy" | "remove";
  status: DeploymentStatus;
  createdAt: Date;
}

export interface FleetPage {
  tenants: FleetTenant[];
  /** Over all pages. */
  total: number;
  /** `after` of the next page; undefined on the last. */
  next: string | undefined;
  /** Queued or running anywhere, the oldest first, at most 20. */
  running: (FleetDeployment & { slug: string; tenantName: string })[];
  /** Workers that beat within the last half minute. */
  workers: number;
}

const pageSize = 50;
const beatsWithinMs = 30_000;

/** An operator's look over all tenants, by address; `text` is part of a name or an address. Leaves a fleet event. */
export function listFleet(
  actor: Actor,
  { text, after }: { text?: string | undefined; after?: string | undefined },
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
    const total = await db.tenant.count({ where: named });
    const rows = await db.tenant.findMany({
      where: { AND: [named, after ? { slug: { gt: after } } : {}] },
      select: {
        id: true,
        slug: true,
        name: true,
        _count: {
          select: { memberships: true, connections: true, integrations: true, managedResources: true },
        },
      },
      orderBy: { slug: "asc" },
      take: pageSize + 1,
    });
    const page = rows.slice(0, pageSize);
    const last = await readLastDeployments(
      db,
      page.map(({ id }) => id),
    );
    return {
      tenants: page.map(({ id, slug, name, _count }) => ({
        tenantId: id,
        slug,
        name,
        members: _count.memberships,
        connections: _count.connections,
        integrations: _count.integrations,
        resources: _count.managedResources,
        lastDeployment: last.get(id),
      })),
      total,
      next: rows.length > pageSize ? page.at(-1)?.slug : undefined,
      running: await readRunning(db),
      workers: await db.workerBeat.count({
        where: { beatAt: { gt: new Date(Date.now() - beatsWithinMs) } },
      }),
    };
  });
}

/** One row a tenant, found by the database: a tenant may have thousands. */
async function readLastDeployments(
  db: TenantDatabase,
  tenantIds: string[],
): Promise<Map<string, FleetDeployment>> {
  const rows = await db.$queryRaw<FleetDeployment[]>`
    SELECT DISTINCT ON ("tenantId") "id", "tenantId", "integrationId", "purpose", "status"::text AS "status", "createdAt"
    FROM "Deployment" WHERE "tenantId" = ANY(${tenantIds}::uuid[]) ORDER BY "tenantId", "createdAt" DESC`;
  return new Map(rows.map((row) => [row.tenantId, row]));
}

async function readRunning(db: TenantDatabase): Promise<FleetPage["running"]> {
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
