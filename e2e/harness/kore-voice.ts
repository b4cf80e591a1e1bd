import { expect, type Page } from "@playwright/test";
import { withTenant } from "@/lib/access/tenant/scope";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import { listConnections } from "@/lib/connections/store";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan } from "@/lib/deployments/make-plan";
import { createWithDefaults, defaultSettings } from "@/lib/integrations/create-with-defaults";
import { createIntegration } from "@/lib/integrations/store";
import type { IntegrationId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { until } from "@/lib/testing/until";
import { theInstallation } from "./installation";
import type { Story } from "./story";

const name = "Kore voice with metadata";
const maxDeploymentMs = 90_000;

/** Creates the integration without the screens, and deploys nothing. Returns its id. */
export async function createKoreVoice(story: Story): Promise<IntegrationId> {
  const { tenantId, actor } = story;
  const wanted = { tenantId, actor, blueprint: "kore-voice", ...(await connectionsOf(story)) };
  return must(await createWithDefaults(wanted)).id;
}

/** The same, deployed: the installation's worker applies it. */
export async function deployKoreVoice(story: Story): Promise<IntegrationId> {
  const id = await createKoreVoice(story);
  await deploy(story, id);
  return id;
}

/**
 * Agent AI on the Contact Control Panel, with the agents' page, and with the callers of this voice agent's flow; its own
 * numbers are nobody's. Without the screens, too.
 */
export async function deployAgentAiBehind(story: Story, voice: IntegrationId): Promise<IntegrationId> {
  const { tenantId, actor, awsConnectionId } = story;
  const wanted = { tenantId, blueprint: "agent-ai-ccp", ...(await connectionsOf(story)) };
  const flow = await withTenant(tenantId, (db) =>
    db.managedResource.findFirst({ where: { integrationId: voice, logicalId: "flow" } }),
  );
  const { queues } = must(await listInstanceChoices(tenantId, awsConnectionId));
  const settings = {
    ...must(await defaultSettings(wanted)),
    queueId: queues.find(({ name: queue }) => queue === "BasicQueue")?.id,
    joinedFlowId: flow?.physicalId.split("/").at(-1),
    entry: { kind: "own-flow" },
    ownPage: true,
    pageOrigin: new URL(theInstallation().address).origin.replace(/^http:/, "https:"),
  };
  const created = await withTenant(tenantId, (db) =>
    createIntegration(db, { ...wanted, actor, name: "Agent AI behind it", settings }),
  );
  const { id } = must(created);
  await deploy(story, id);
  return id;
}

async function connectionsOf({ tenantId, awsConnectionId }: Story) {
  const connections = await withTenant(tenantId, (db) => listConnections(db));
  const kore = connections.find(({ kind }) => kind === "kore")?.id ?? "";
  return { awsConnectionId, vendorConnections: { kore } };
}

async function deploy({ tenantId, actor }: Story, integrationId: IntegrationId): Promise<void> {
  const { planId } = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
  const deploymentId = await approvePlan({ tenantId, planId, actor });
  await until(
    "the integration is deployed",
    async () => {
      const view = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
      if (view?.status === "failed") throw new Error(`The deployment failed: ${view.problem?.sentence}`);
      return view?.status === "succeeded";
    },
    maxDeploymentMs,
  );
}

export async function openKoreVoice(page: Page, { slug }: { slug: string }): Promise<void> {
  await page.goto(`/${slug}/integrations`);
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(name) })
    .click();
  await expect(page).toHaveURL(/\/integrations\/[0-9a-f-]{36}$/);
}
