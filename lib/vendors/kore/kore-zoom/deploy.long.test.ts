import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { firstSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { openConnection, saveConnection } from "@/lib/connections/store";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { runDeployment } from "@/lib/deployments/run-deployment";
import { createIntegration } from "@/lib/integrations/store";
import { forgetConfig } from "@/lib/kernel/config";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { requestZoom, type ZoomRequest } from "../../zoom/ask-zoom";
import { readZoomAccount, type ZoomAccount } from "../../zoom/connection-settings";

const mainNumber = "+12065550188";
const mainFlow = "Patchbay sandbox voice bot";
const tenantId = asTenantId(randomUUID());
const actor = { name: "Ada" };
let database: TestDatabase;
let sandbox: TestSandbox;
let account: ZoomAccount;
let integrationId = asIntegrationId("");

beforeAll(async () => {
  [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
    PATCHBAY_SANDBOX_CONTROL_KEY: sandbox.controlKey,
    PATCHBAY_KORE_SANDBOX_URL: sandbox.vendorUrls.kore,
    PATCHBAY_ZOOM_SANDBOX_URL: sandbox.vendorUrls.zoom,
  });
  forgetConfig();
  await withTenant(tenantId, (db) =>
    db.tenant.create({ data: { id: tenantId, slug: "acme", name: "Acme" } }),
  );
  const ids: Record<string, string> = {};
  for (const vendor of firstSandboxVendors().filter(({ kind }) => ["kore", "zoom"].includes(kind))) {
    const saved = await withTenant(tenantId, (db) => saveConnection(db, { tenantId, actor, ...vendor }));
    ids[vendor.kind] = must(saved).id;
  }
  const opened = readZoomAccount(must(await openConnection(tenantId, ids.zoom ?? "")));
  if (opened === undefined) throw new Error("The connection isn't Zoom's.");
  account = opened;
  const { flow_id: mainId } = await ask(flowNamed(mainFlow));
  const file = await ask({
    method: "GET",
    path: `/contact_center/flows/${mainId}/export`,
    query: { flow_version: 1 },
  });
  integrationId = must(
    await withTenant(tenantId, (db) =>
      createIntegration(db, {
        ...{ tenantId, actor, blueprint: "kore-zoom", name: "Night shift" },
        settings: {
          flowName: "Night shift",
          entryPoints: [mainNumber],
          changes: { variables: true, entryPoints: true, flowFile: JSON.stringify(file) },
        },
        vendorConnections: ids,
      }),
    ),
  ).id;
});
afterAll(() => Promise.all([database?.stop(), sandbox?.stop()]));

async function ask(request: ZoomRequest): Promise<Record<string, unknown>> {
  return must(await requestZoom(account, request, { timeoutMs: 20_000 })).value;
}
const flowNamed = (name: string): ZoomRequest => ({
  method: "GET",
  path: `/contact_center/flows/${encodeURIComponent(name)}`,
  query: { flow_identifier_type: "name" },
});
async function numbersOf(name: string): Promise<unknown[]> {
  const { entry_points: points } = await ask(flowNamed(name));
  return (points as { entry_number: string }[]).map(({ entry_number: number }) => number);
}

async function plan(purpose: PlanPurpose) {
  return must(await makePlan({ tenantId, integrationId, purpose, actor }));
}
async function deployed(planId: string) {
  const deploymentId = await approvePlan({ tenantId, planId, actor });
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
  return (await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId)))?.status;
}

it("is deployed into the Zoom account without an AWS account, mended after drift, and removed without a trace", async () => {
  const before = await numbersOf(mainFlow);
  expect(before).toContain(mainNumber);
  const first = await plan("deploy");
  expect(Object.fromEntries(first.steps.map(({ id, action }) => [id, action]))).toEqual({
    "variable:kore_session_id": "create",
    "variable:kore_bot_id": "create",
    "variable:kore_reason": "create",
    "zoom-flow": "create",
    [`entry-point:${mainNumber}`]: expect.stringMatching(/^(?:update|adopt)$/),
  });
  expect(await deployed(first.planId)).toBe("succeeded");
  expect(await numbersOf("Night shift")).toEqual([mainNumber]);
  expect((await plan("deploy")).changes).toBe(0);

  // Somebody lets the number lead elsewhere.
  const { flow_id: flowId } = await ask(flowNamed("Night shift"));
  const { entry_points: points } = await ask(flowNamed("Night shift"));
  const [point] = points as { entry_id: string }[];
  const path = `/contact_center/flows/${flowId}/entry_points`;
  await ask({ method: "DELETE", path, body: { entry_ids: [point?.entry_id] } });
  const mending = await plan("deploy");
  expect(mending.changes).toBe(1);
  expect(await deployed(mending.planId)).toBe("succeeded");
  expect(await numbersOf("Night shift")).toEqual([mainNumber]);

  const removal = await plan("remove");
  expect(await deployed(removal.planId)).toBe("succeeded");
  expect(await numbersOf(mainFlow)).toEqual(before);
  const { flows } = await ask({ method: "GET", path: "/contact_center/flows" });
  expect((flows as { flow_name: string }[]).map(({ flow_name: name }) => name)).not.toContain("Night shift");
  const groups = await ask({ method: "GET", path: "/contact_center/variables/groups" });
  expect(JSON.stringify(groups)).not.toContain("Managed by Patchbay");
  expect((await plan("remove")).steps).toEqual([]);
});
