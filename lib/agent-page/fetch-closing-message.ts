import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { openConnection } from "@/lib/connections/store";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result } from "@/lib/kernel/result";
import type { PanelMessage } from "@/lib/vendors/agent-panel";
import { countAsk } from "./count-asks";
import { fetchOwnContact } from "./fetch-own-contact";
import { tokenAction } from "./mint-widget-token";
import { openAgentPage } from "./open-agent-page";

/** After-contact work has begun: the agent waits for the summary. */
const withinMs = 10_000;

/**
 * What the panel is told at a contact's end, with what was said, so that it makes its summary. Only for whoever opened the panel
 * for this contact, while its token lasts: what was said in any other is read on its trail, by whoever may read trails, and
 * recorded there.
 */
export async function fetchClosingMessage(
  person: { tenantId: TenantId; userId: string },
  contactId: ContactId,
): Promise<Result<PanelMessage>> {
  const { tenantId, userId } = person;
  const opened = await openAgentPage(tenantId);
  if (!opened.ok) return opened;
  const { panel, access, vendorConnectionId } = opened.value;
  const mayAsk = countAsk(tenantId, userId);
  if (!mayAsk.ok) return mayAsk;
  const sinceMs = Date.now() - panel.tokenSeconds * 1_000;
  const hasPanel = await withTenant(tenantId, (db) => hasToken(db, person, contactId, new Date(sinceMs)));
  if (!hasPanel) return fail(notOpened);
  const found = await fetchOwnContact(tenantId, access, contactId);
  if (!found.ok) return found;
  const connection = await openConnection(tenantId, vendorConnectionId);
  if (!connection.ok) return connection;
  return panel.fetchClosing(found.value, connection.value.secrets, AbortSignal.timeout(withinMs));
}

/** By the audit log, which has each token's contact. */
async function hasToken(
  db: TenantDatabase,
  { tenantId, userId }: { tenantId: TenantId; userId: string },
  contactId: ContactId,
  since: Date,
): Promise<boolean> {
  const found = await db.auditEvent.findFirst({
    where: { tenantId, actorId: userId, action: tokenAction, target: contactId, at: { gt: since } },
    select: { id: true },
  });
  return found !== null;
}

const notOpened: Problem = {
  code: "panel-not-opened",
  sentence: "You haven't opened the panel for this contact, or its token has expired.",
  wayOut: "Open the panel for a contact that you have in the softphone.",
};
