import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";

/**
 * Holds further requests of this person until the end of the unit of work: what is counted here isn't too late for one of
 * several at once.
 */
export async function holdPerson(db: TenantDatabase, tenantId: TenantId, userId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`agent-page:${tenantId}:${userId}`}))`;
}
