import { type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { listConnections } from "@/lib/connections/store";
import { listDeployments } from "@/lib/deployments/read-deployment";
import { countCalls } from "@/lib/integrations/count-calls";
import { listIntegrations } from "@/lib/integrations/store";

const shownDeployments = 6;
const countedMs = 24 * 3_600_000;

/** What stands beside the picture: the tenant's lists, and its newest deployments over all integrations. */
export async function readLists(tenantId: TenantId) {
  return withTenant(tenantId, async (db) => {
    const connections = await listConnections(db);
    const integrations = await listIntegrations(db);
    const deployments = [];
    for (const { id } of integrations) {
      deployments.push(...(await listDeployments(db, id, { limit: shownDeployments })));
    }
    const calls = await countCalls(db, new Date(Date.now() - countedMs));
    deployments.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
    return { connections, integrations, calls, deployments: deployments.slice(0, shownDeployments) };
  });
}
