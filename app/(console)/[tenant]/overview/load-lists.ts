import { withTenant } from "@/lib/access/tenant/scope";
import { listConnections } from "@/lib/connections/store";
import { chartSpans, countOverTime, listIssues } from "@/lib/contacts/issues/list-issues";
import { listDeployments } from "@/lib/deployments/load-deployment-view";
import { countCalls } from "@/lib/integrations/count-calls";
import { listIntegrations } from "@/lib/integrations/store";
import type { TenantId } from "@/lib/kernel/ids";

const shownDeployments = 6;
const shownIssues = 5;
const countedMs = 24 * 3_600_000;

/** What stands beside the picture: the tenant's lists, its newest deployments and its worst issues over all integrations. */
export async function loadLists(tenantId: TenantId) {
  return withTenant(tenantId, async (db) => {
    const connections = await listConnections(db);
    const integrations = await listIntegrations(db);
    const deployments = [];
    for (const { id } of integrations) {
      deployments.push(...(await listDeployments(db, id, { limit: shownDeployments })));
    }
    const calls = await countCalls(db, new Date(Date.now() - countedMs));
    const page = await listIssues(db, tenantId, { hasIntegration: true, limit: shownIssues });
    const counts = await countOverTime(db, tenantId, page.issues, chartSpans.month);
    deployments.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    return {
      ...{ connections, integrations, calls, openIssues: { ...page, counts } },
      deployments: deployments.slice(0, shownDeployments),
    };
  });
}
