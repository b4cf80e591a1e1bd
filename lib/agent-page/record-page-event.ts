import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import type { AgentPageCode } from "@/lib/trail/systems/agent-page/agent-page-record";
import { maxEventsPerMinute } from "./count-asks";
import { holdPerson } from "./hold-person";

/** A shift of a busy agent tells some hundred things. */
export const maxEventsPerDay = 2_000;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Keeps what a person's page met; false when they have told too much within a minute or a day, also at once. */
export async function recordPageEvent(
  db: TenantDatabase,
  event: { tenantId: TenantId; userId: string; contactId?: ContactId | undefined; code: AgentPageCode },
): Promise<boolean> {
  const { tenantId, userId, contactId, code } = event;
  await holdPerson(db, tenantId, userId);
  const countSince = (ms: number) =>
    db.agentPageEvent.count({ where: { tenantId, userId, at: { gt: new Date(Date.now() - ms) } } });
  if ((await countSince(minuteMs)) >= maxEventsPerMinute) return false;
  if ((await countSince(dayMs)) >= maxEventsPerDay) return false;
  await db.agentPageEvent.create({ data: { tenantId, userId, contactId: contactId ?? null, code } });
  return true;
}
