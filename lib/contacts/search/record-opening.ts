import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase, TenantId } from "@/lib/access/tenant/scope";

/** One look is one opening, however often its screen is drawn again (a trail that is followed live, every two seconds). */
const oneLookMinutes = 15;

/** Leaves the audit event that somebody opened a contact; not again for the same person within a quarter of an hour. */
export async function recordContactOpening(
  db: TenantDatabase,
  opening: { tenantId: TenantId; actor: Actor & { userId: string }; contactId: string },
  now = new Date(),
): Promise<void> {
  const { tenantId, actor, contactId } = opening;
  const recent = await db.auditEvent.count({
    where: {
      actorId: actor.userId,
      action: "contact:open",
      target: contactId,
      at: { gt: new Date(now.getTime() - oneLookMinutes * 60_000) },
    },
  });
  if (recent === 0) await recordAudit(db, { tenantId, actor, action: "contact:open", target: contactId });
}
