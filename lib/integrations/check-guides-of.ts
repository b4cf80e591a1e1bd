import { withTenant } from "@/lib/access/tenant/scope";
import { asIntegrationId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { checkGuide } from "./check-guide";

/** Each costs the vendor two exports: nobody needs them sooner again because a connection was tested twice. */
const leastMs = 5 * 60_000;
/** A bot serves a few integrations; what is beyond is checked when somebody asks. */
const maxIntegrations = 10;

/**
 * Checks the guides of the integrations that use a connection, one after the other; an integration whose guide was checked
 * in the last five minutes, by anyone, is left out. Returns those that were checked. Throws when `signal` is aborted. Opens its own scopes.
 */
export async function checkGuidesOf(
  { tenantId, connectionId }: { tenantId: TenantId; connectionId: string },
  signal: AbortSignal,
  now = new Date(),
): Promise<IntegrationId[]> {
  const due = await withTenant(tenantId, async (db) => {
    const rows = await db.integration.findMany({
      where: { tenantId },
      select: {
        id: true,
        vendorConnections: true,
        guideChecks: { select: { at: true }, orderBy: { at: "desc" }, take: 1 },
      },
      orderBy: { createdAt: "asc" },
    });
    return rows
      .filter(({ vendorConnections }) => Object.values(vendorConnections as object).includes(connectionId))
      .filter(({ guideChecks: [last] }) => last === undefined || now.getTime() - last.at.getTime() >= leastMs)
      .slice(0, maxIntegrations);
  });
  const checked: IntegrationId[] = [];
  for (const { id } of due) {
    signal.throwIfAborted();
    const integrationId = asIntegrationId(id);
    const done = await checkGuide({ tenantId, integrationId, actor: { name: "worker" }, signal });
    if (done.ok) checked.push(integrationId);
  }
  return checked;
}
