import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { openConnection } from "@/lib/connections/store";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { MintedPanelToken } from "@/lib/vendors/agent-panel";
import { countAsk } from "./count-asks";
import { fetchOwnContact } from "./fetch-own-contact";
import { holdPerson } from "./hold-person";
import { openAgentPage } from "./open-agent-page";

/** An agent has a new contact every few seconds at most; whoever asks more often is a script. */
export const maxTokensPerMinute = 30;
/** Of the audit event of each. */
export const tokenAction = "agent-page:token";

/**
 * A token of the panel for the contact that an agent has in hand: for this tenant's own contacts alone, at most 30 a minute
 * for one person, and recorded in the audit log, without the token. It lasts for the longest handling and after-contact
 * work and is never renewed: another contact, or an expired token, takes another frame with a token of its own.
 */
export async function mintWidgetToken(
  { tenantId, actor }: { tenantId: TenantId; actor: Actor & { userId: string } },
  { contactId }: { contactId: ContactId },
): Promise<Result<MintedPanelToken>> {
  const opened = await openAgentPage(tenantId);
  if (!opened.ok) return opened;
  const { panel, access, integrationId, vendorConnectionId } = opened.value;
  const mayAsk = countAsk(tenantId, actor.userId);
  if (!mayAsk.ok) return mayAsk;
  const found = await fetchOwnContact(tenantId, access, contactId);
  if (!found.ok) return found;
  const { endedAt } = found.value;
  if (endedAt && Date.now() - endedAt.getTime() > panel.tokenSeconds * 1_000) return fail(contactOver);
  const connection = await openConnection(tenantId, vendorConnectionId);
  if (!connection.ok) return connection;
  const minted = panel.mint(found.value, connection.value.secrets, Date.now());
  return withTenant(tenantId, async (db) => {
    if ((await countRecent(db, tenantId, actor.userId)) >= maxTokensPerMinute) return fail(tooMany);
    await recordAudit(db, {
      ...{ tenantId, actor, action: tokenAction, target: contactId },
      detail: { integrationId, expiresAt: minted.expiresAt.toISOString() },
    });
    return succeed(minted);
  });
}

async function countRecent(db: TenantDatabase, tenantId: TenantId, userId: string): Promise<number> {
  await holdPerson(db, tenantId, userId);
  return db.auditEvent.count({
    where: {
      ...{ tenantId, actorId: userId, action: tokenAction },
      at: { gt: new Date(Date.now() - 60_000) },
    },
  });
}

const tooMany: Problem = {
  code: "widget-tokens-too-many",
  sentence: `The panel was opened ${maxTokensPerMinute} times within a minute, so it wasn't opened again.`,
  wayOut: "Wait a minute, then open the panel again.",
};

const contactOver: Problem = {
  code: "contact-over",
  sentence: "This contact ended too long ago for the panel to be opened.",
  wayOut: "Use the panel with a contact that you have in the softphone.",
};
