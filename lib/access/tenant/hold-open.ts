import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { TenantDatabase } from "./scope";

/**
 * Keeps a tenant from being archived until the unit of work ends; fails when it is archived already. For what goes on after
 * its request and was admitted seconds ago, such as a deployment. Take it before any other lock.
 */
export async function holdOpen(db: TenantDatabase, tenantId: TenantId): Promise<Result<undefined>> {
  const [tenant] = await db.$queryRaw<{ archivedAt: Date | null }[]>`
    SELECT "archivedAt" FROM "Tenant" WHERE "id" = ${tenantId}::uuid FOR SHARE`;
  return tenant?.archivedAt ? fail(tenantArchived) : succeed(undefined);
}

/** Waits for whoever holds it open, and has whoever comes to do so wait until this unit of work ends. */
export async function waitUntilUnheld(db: TenantDatabase, tenantId: TenantId): Promise<void> {
  await db.$queryRaw`SELECT FROM "Tenant" WHERE "id" = ${tenantId}::uuid FOR NO KEY UPDATE`;
}

export const tenantArchived: Problem = {
  code: "tenant-archived",
  sentence: "This tenant is archived. Nothing was changed.",
  wayOut: "Ask an operator to restore it.",
};
