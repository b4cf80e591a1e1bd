import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { isClear, type Sight } from "@/lib/privacy/sight";

/** One look is one opening, however often its screen is drawn again (a trail that is followed live, every two seconds). */
const oneLookMinutes = 15;

/** Leaves the audit event that somebody opened a contact; not again for the same person within a quarter of an hour. */
export async function recordContactOpening(
  db: TenantDatabase,
  opening: { tenantId: TenantId; actor: Actor & { userId: string }; contactId: ContactId },
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

/** Leaves the audit event of each showing in clear; none for a masked look. */
export async function recordShowing(
  db: TenantDatabase,
  showing: { tenantId: TenantId; actor: Actor; contactId: ContactId; sight: Sight },
): Promise<void> {
  const { tenantId, actor, contactId: target, sight } = showing;
  if (!isClear(sight)) return;
  const action = sight.phones ? "contact:unmask" : "contact:unmask-transcripts";
  await recordAudit(db, { tenantId, actor, action, target });
}
