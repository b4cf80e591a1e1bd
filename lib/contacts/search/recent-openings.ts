import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { asContactId, type ContactId, type TenantId } from "@/lib/kernel/ids";

/** A contact that a person opened. */
export interface OpenedContact {
  contactId: ContactId;
  at: Date;
}

const backDays = 7;
/** The same contact is opened again and again: more events than contacts are read. */
const mostEvents = 60;

/** The contacts that somebody opened in the last week, as the audit log has it: the newest first, each once. */
export async function listOpenedContacts(
  db: TenantDatabase,
  { tenantId, userId }: { tenantId: TenantId; userId: string },
  { limit, now = new Date() }: { limit: number; now?: Date },
): Promise<OpenedContact[]> {
  const events = await db.auditEvent.findMany({
    where: {
      tenantId,
      actorId: userId,
      action: "contact:open",
      at: { gt: new Date(now.getTime() - backDays * 24 * 3_600_000) },
    },
    orderBy: { at: "desc" },
    select: { target: true, at: true },
    take: mostEvents,
  });
  const byContact = new Map<string, Date>();
  for (const { target, at } of events) if (!byContact.has(target)) byContact.set(target, at);
  return [...byContact].slice(0, limit).map(([contactId, at]) => ({ contactId: asContactId(contactId), at }));
}
