import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { listCallFaults } from "@/lib/calls/list-faults";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { connectSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { listConnections } from "@/lib/connections/store";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { runDeployment } from "@/lib/deployments/run-deployment";
import { createWithDefaults } from "@/lib/integrations/create-with-defaults";
import { loadSetup } from "@/lib/integrations/setup-progress";
import { loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import { config } from "@/lib/kernel/config";
import { asIntegrationId, type TenantId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { until } from "@/lib/testing/until";

let installation: SeededInstallation;
let tenantId: TenantId;
let integrationId = asIntegrationId("");
let zoomAccount = "";
const actor = { name: "Ada" };

/** A tenant that has Kore and Zoom, each its own simulated account, and no AWS account. */
beforeAll(async () => {
  installation = await seedInstallation();
  tenantId = (await newTenant()).tenantId;
  await connectSandboxVendors(tenantId, actor);
  const connections = await withTenant(tenantId, listConnections);
  const idOf = (of: string) => connections.find(({ kind }) => kind === of)?.id ?? "";
  const zoom = z.looseObject({ accountId: z.string() });
  zoomAccount = zoom.parse(connections.find(({ kind }) => kind === "zoom")?.settings).accountId;
  const vendorConnections = { kore: idOf("kore"), zoom: idOf("zoom") };
  const wanted = { tenantId, actor, blueprint: "kore-zoom", vendorConnections };
  integrationId = must(await createWithDefaults(wanted)).id;
});
afterAll(() => installation?.stop());

describe("Kore with Zoom in a tenant without an AWS account", () => {
  it("is set up as far as its contact center and its voice agent", async () => {
    expect(await loadSetup(tenantId)).toMatchObject({ center: "zoom", next: "deploy", integrationId });
  });

  it("is planned and deployed in Zoom, and then there is nothing to do", async () => {
    const view = await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId));
    const settings = { ...view?.settings, changes: { variables: true } };
    must(
      await withTenant(tenantId, (db) =>
        updateSettings(db, { tenantId, actor, id: integrationId, settings }),
      ),
    );
    expect(await variablesInZoom()).toEqual([]);
    expect((await apply("deploy")).changes).toBe(3);
    expect(await variablesInZoom()).toEqual(["kore_bot_id", "kore_reason", "kore_session_id"]);
    expect((await plan("deploy")).changes).toBe(0);
  });

  it("takes a test call at the simulated Zoom, set up as the guide says", async () => {
    const faults = must(await listCallFaults(tenantId, integrationId)).map(({ name }) => name);
    expect(faults).toEqual(expect.arrayContaining(["no-kore-session", "transfer-refused", "two-sessions"]));
    // Of Amazon Connect's side of a call, which this one doesn't have.
    expect(faults).not.toContain("queue-full");
    const from = "+12065550142";
    const placed = must(await placeTestCall({ tenantId, actor, integrationId, from, ending: "resolved" }));
    if (placed.kind !== "placed") throw new Error(placed.sentence);
    const ended = await until(
      "the call has ended",
      async () => {
        const call = callView.parse(await atZoom(`calls/${placed.contactId}`));
        return call.state === "ended" && call;
      },
      60_000,
    );
    // The voice bot took it and ended it: its trunk has the connector's number and domain.
    expect(ended).toMatchObject({ engagementId: placed.contactId, outcome: "resolved" });
    expect(ended.callIds).toHaveLength(1);
    expect(ended.sip.join("\n")).toMatch(/^kore-reason: HangUp$/im);
  });

  it("is removed without a trace", async () => {
    await apply("remove");
    expect(await variablesInZoom()).toEqual([]);
    expect((await plan("remove")).steps).toEqual([]);
    const view = await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId));
    expect(view).toMatchObject({ deployed: 0, isDeployed: false });
  });
});

const callView = z.object({
  ...{ engagementId: z.string(), state: z.string(), outcome: z.string().optional() },
  ...{ callIds: z.array(z.string()), sip: z.array(z.string()) },
});
const account = z.object({ variables: z.array(z.object({ group: z.string(), name: z.string() })) });

const atZoom = (path: string) =>
  askSandbox(tenantId, "GET", `${config().vendorSandboxUrls.zoom}/_sandbox/${path}`);

/** The names of those that belong to Kore, as the simulated account has them. */
async function variablesInZoom(): Promise<string[]> {
  const { variables } = account.parse(await atZoom(`accounts/${zoomAccount}`));
  return variables.flatMap(({ group, name }) => (group === "Kore" ? [name] : [])).sort();
}

async function plan(purpose: PlanPurpose) {
  return must(await makePlan({ tenantId, integrationId, purpose, actor }));
}

async function apply(purpose: PlanPurpose) {
  const made = await plan(purpose);
  const deploymentId = await approvePlan({ tenantId, planId: made.planId, actor });
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
  const deployment = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
  expect(deployment).toMatchObject({ status: "succeeded", problem: undefined });
  return made;
}
