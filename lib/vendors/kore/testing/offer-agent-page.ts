import { randomUUID } from "node:crypto";
import { withTenant } from "@/lib/access/tenant/scope";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";

/** What the page reads of an integration's settings. */
export const agentPageSettings = {
  ownPage: true,
  loginUrl: "",
  languageCode: "en",
  widgetLanguage: "",
  agentAi: { host: "", iframeUrl: "" },
  token: { waitMinutes: 60, handlingMinutes: 120, afterWorkMinutes: 30 },
};

/** As a deployment of `agent-ai-ccp` leaves the rows, for tests that the account itself isn't about. */
export async function offerAgentPage(offer: {
  tenantId: TenantId;
  awsConnectionId: string;
  koreConnectionId: string;
  settings?: object;
  isDeployed?: boolean;
}): Promise<IntegrationId> {
  const { tenantId, awsConnectionId, koreConnectionId, settings = {}, isDeployed = true } = offer;
  const all = { ...agentPageSettings, ...settings };
  return withTenant(tenantId, async (db) => {
    const { id } = await db.integration.create({
      data: {
        ...{ tenantId, blueprint: "agent-ai-ccp", name: `Agent AI ${randomUUID().slice(0, 4)}` },
        ...{ settings: all, awsConnectionId, vendorConnections: { kore: koreConnectionId } },
        ...(isDeployed && { deployedSettings: all }),
      },
    });
    if (isDeployed) {
      await db.managedResource.create({
        data: {
          ...{ tenantId, integrationId: id, logicalId: "flow", type: "contact-flow", name: "flow" },
          ...{ physicalId: "flow", outputs: {}, desired: {}, deploymentId: randomUUID() },
        },
      });
    }
    return id;
  });
}
