import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import type { AgentPageRecord } from "@/lib/trail/systems/agent-page/agent-page-record";
import { maxLogsOfContact } from "./attach-log";

/** A contact is opened a few times; a page that goes on telling fills no trail. */
const maxEventsOfContact = 200;

/** Events and logs of a contact, the oldest first. */
export async function loadAgentPageEvents(
  db: TenantDatabase,
  tenantId: TenantId,
  contactId: ContactId,
): Promise<AgentPageRecord> {
  const where = { tenantId, contactId };
  const orderBy = [{ at: "asc" }, { id: "asc" }] as const;
  return {
    events: await db.agentPageEvent.findMany({
      ...{ where, orderBy: [...orderBy], take: maxEventsOfContact },
      select: { id: true, at: true, code: true },
    }),
    logs: await db.agentLog.findMany({
      ...{ where, orderBy: [...orderBy], take: maxLogsOfContact },
      select: { id: true, at: true, userName: true, text: true },
    }),
  };
}

/** Whether agents' pages have told anything that is still kept, whoever serves them now. */
export async function hasAgentPageRecords(db: TenantDatabase, tenantId: TenantId): Promise<boolean> {
  const select = { id: true } as const;
  const event = await db.agentPageEvent.findFirst({ where: { tenantId }, select });
  return (event ?? (await db.agentLog.findFirst({ where: { tenantId }, select }))) !== null;
}
