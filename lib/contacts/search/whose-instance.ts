import type { Actor } from "@/lib/access/audit/record-audit";
import { can } from "@/lib/access/auth/permissions";
import { listTenantsOf, type TenantAccess } from "@/lib/access/tenant/resolve-tenant";
import { type TenantDatabase, withFleet, withTenant } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import { mapInParallel } from "@/lib/kernel/in-parallel";

/** Whose a Connect instance is, as far as the person who asks may know it. */
export type InstanceOwner =
  | { kind: "here" }
  /** Of another tenant in which this person may open contacts. */
  | { kind: "tenant"; slug: string; name: string }
  /** Not connected, or not to a tenant of theirs: the two look the same. */
  | { kind: "unknown" };

/** Whoever isn't an operator is a member of a handful. */
const maxTenants = 50;
const atOnce = 4;

/** `instanceArn` in lower case, as `parseQuery` reads it. Call it outside any scope. */
export async function whoseInstance(
  { tenantId, actor }: { tenantId: TenantId; actor: Actor & { userId: string } },
  instanceArn: string,
): Promise<InstanceOwner> {
  if (await withTenant(tenantId, (db) => hasInstance(db, instanceArn))) return { kind: "here" };
  const tenants = (await listTenantsOf(actor.userId)).filter(
    (tenant) => tenant.tenantId !== tenantId && !tenant.archived && can(tenant.role, "contact:read"),
  );
  const owner = tenants.some(({ role }) => role === "operator")
    ? await findAsOperator(actor, tenants, instanceArn)
    : await findAsMember(tenants.slice(0, maxTenants), instanceArn);
  return owner ? { kind: "tenant", slug: owner.slug, name: owner.name } : { kind: "unknown" };
}

async function findAsOperator(
  actor: Actor,
  tenants: readonly TenantAccess[],
  instanceArn: string,
): Promise<TenantAccess | undefined> {
  const tenantId = await withFleet(actor, "searches the fleet", (db) => tenantWith(db, instanceArn));
  return tenants.find((tenant) => tenant.tenantId === tenantId);
}

async function findAsMember(
  tenants: readonly TenantAccess[],
  instanceArn: string,
): Promise<TenantAccess | undefined> {
  const found = await mapInParallel(tenants, atOnce, async (tenant) => {
    const has = await withTenant(tenant.tenantId, (db) => hasInstance(db, instanceArn));
    return has ? tenant : undefined;
  });
  return found.find((tenant) => tenant !== undefined);
}

async function hasInstance(db: TenantDatabase, instanceArn: string): Promise<boolean> {
  return (await tenantWith(db, instanceArn)) !== undefined;
}

/** The tenant with this instance, of those that the unit of work sees. */
export async function tenantWith(db: TenantDatabase, instanceArn: string): Promise<TenantId | undefined> {
  const row = await db.connection.findFirst({
    where: { kind: "aws", connectInstanceArn: { equals: instanceArn, mode: "insensitive" } },
    select: { tenantId: true },
  });
  return row?.tenantId;
}
