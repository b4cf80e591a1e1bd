import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { AgentPanel } from "@/lib/vendors/agent-panel";
import { vendors } from "@/lib/vendors/registry";

/** The integration that serves a tenant's agents their page. */
export interface AgentPage {
  integrationId: IntegrationId;
  /** Of the AWS account with the instance whose calls the agents take. */
  awsConnectionId: string;
  /** Of the panel's vendor: where its secrets are. */
  vendorConnectionId: string;
  panel: AgentPanel;
}

/** A tenant has a handful of integrations. */
const maxIntegrations = 200;

/**
 * The first deployed integration that offers the page, by its settings as deployed: what has been saved since isn't in the
 * account yet. undefined when none does.
 */
export async function findAgentPage(db: TenantDatabase, tenantId: TenantId): Promise<AgentPage | undefined> {
  const integrations = await db.integration.findMany({
    // The page shows the softphone of a Connect instance.
    where: { tenantId, awsConnectionId: { not: null }, managedResources: { some: {} } },
    select: {
      ...{ id: true, blueprint: true, awsConnectionId: true },
      ...{ deployedSettings: true, vendorConnections: true },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: maxIntegrations,
  });
  const deployed = integrations.filter(({ deployedSettings }) => deployedSettings !== null);
  if (deployed.length === 0) return undefined;
  const connections = await db.connection.findMany({
    where: { tenantId },
    select: { id: true, settings: true },
  });
  for (const { id, blueprint, awsConnectionId, deployedSettings, vendorConnections } of deployed) {
    if (awsConnectionId === null) continue;
    for (const { name, agentPanel } of vendors) {
      const vendorConnectionId: unknown = Reflect.get(Object(vendorConnections), name);
      const connection = connections.find((one) => one.id === vendorConnectionId);
      const panel =
        connection &&
        agentPanel?.({ kind: blueprint, settings: deployedSettings, connection: connection.settings });
      if (panel) return { integrationId: id, awsConnectionId, vendorConnectionId: connection.id, panel };
    }
  }
  return undefined;
}
