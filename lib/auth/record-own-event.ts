import { type Actor, recordAudit } from "@/lib/audit/record-audit";
import { withTenant, withUser } from "@/lib/tenant/scope";

/** A person's tenants are few; each gets a line of its own. */
const maximumTenants = 50;

/**
 * What somebody did to their own account ("session:sign-in", "password:change"), in the audit of each tenant whose member
 * they are: its administrators see it there. An operator without a membership leaves none.
 */
export async function recordOwnEvent(actor: Actor & { userId: string }, action: string): Promise<void> {
  const memberships = await withUser(actor.userId, (db) =>
    db.membership.findMany({
      where: { userId: actor.userId },
      select: { tenantId: true },
      take: maximumTenants,
    }),
  );
  for (const { tenantId } of memberships) {
    await withTenant(tenantId, (db) => recordAudit(db, { tenantId, actor, action, target: actor.userId }));
  }
}
