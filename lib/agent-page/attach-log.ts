import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { countAsk } from "./count-asks";
import { fetchOwnContact } from "./fetch-own-contact";
import { holdPerson } from "./hold-person";
import { openAgentPage } from "./open-agent-page";
import { maxLogBytes, redactLog } from "./redact-log";

/** Of one contact: each agent who had it, and once more. */
export const maxLogsOfContact = 5;
/** An agent attaches one when a call went wrong. Each may have 1 MB, and is kept for 30 days. */
export const maxLogsOfPersonPerDay = 40;
const dayMs = 24 * 3_600_000;

/** Keeps a softphone's log with a contact of the tenant's own, redacted, for 30 days. Audited, without the log. */
export async function attachLog(
  { tenantId, actor }: { tenantId: TenantId; actor: Actor & { userId: string } },
  { contactId, text: given }: { contactId: ContactId; text: string },
): Promise<Result<{ id: string; bytes: number }>> {
  if (Buffer.byteLength(given) > maxLogBytes) return fail(tooLarge);
  // A browser's text may hold what a database doesn't take.
  const text = redactLog(given.replaceAll("\0", "").toWellFormed());
  if (text === "") return fail(emptyLog);
  const opened = await openAgentPage(tenantId);
  if (!opened.ok) return opened;
  const mayAsk = countAsk(tenantId, actor.userId);
  if (!mayAsk.ok) return mayAsk;
  const found = await fetchOwnContact(tenantId, opened.value.access, contactId);
  if (!found.ok) return found;
  const bytes = Buffer.byteLength(text);
  return withTenant(tenantId, async (db) => {
    const { userId } = actor;
    await holdPerson(db, tenantId, userId);
    const today = { tenantId, userId, at: { gt: new Date(Date.now() - dayMs) } };
    if ((await db.agentLog.count({ where: today })) >= maxLogsOfPersonPerDay) return fail(tooManyToday);
    if ((await db.agentLog.count({ where: { tenantId, contactId } })) >= maxLogsOfContact)
      return fail(tooMany);
    const { id } = await db.agentLog.create({
      data: { tenantId, contactId, text, userId: actor.userId, userName: actor.name },
      select: { id: true },
    });
    const detail = { logId: id, bytes };
    await recordAudit(db, { tenantId, actor, action: "agent-page:log", target: contactId, detail });
    return succeed({ id, bytes });
  });
}

const tooLarge: Problem = {
  code: "agent-log-too-large",
  sentence: "The softphone's log is larger than 1 MB, so it wasn't attached.",
  wayOut: "Reload the page before the next contact, so that its log starts again.",
};
const emptyLog: Problem = {
  code: "agent-log-empty",
  sentence: "The softphone's log has no entries yet, so nothing was attached.",
  wayOut: "Sign in to the softphone, then try again.",
};
const tooManyToday: Problem = {
  code: "agent-logs-too-many-today",
  sentence: `You attached ${maxLogsOfPersonPerDay} logs within a day. Nothing was attached.`,
  wayOut: "Attach this one tomorrow, or tell support the contact's ID.",
};
const tooMany: Problem = {
  code: "agent-logs-too-many",
  sentence: `This contact already has ${maxLogsOfContact} logs. Nothing was attached.`,
  wayOut: "Open the contact's trail to read them.",
};
