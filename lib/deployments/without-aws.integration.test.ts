import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { removeConnection, saveConnection } from "@/lib/connections/store";
import { usedBy } from "@/lib/connections/used-by";
import { forgetIntegration } from "@/lib/integrations/forget-integration";
import { guideOf } from "@/lib/integrations/guide";
import { loadOverview } from "@/lib/integrations/overview";
import { dropPreviousToken, revealLiveToken, rotateToken } from "@/lib/integrations/rotate-token";
import { createIntegration, loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import { LeaseLost } from "@/lib/jobs/lease";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { type ToyBell, toyAccounts } from "@/lib/vendors/testing/toy-account";
import { setBypass } from "./bypass";
import { loadDeploymentView } from "./load-deployment-view";
import { makePlan, type PlanPurpose } from "./make-plan";
import { runDeployment } from "./run-deployment";
import { startDeployment } from "./start-deployment";

vi.mock("@/lib/vendors/registry", async () => {
  const { toyAccount } = await import("@/lib/vendors/testing/toy-account");
  return { vendors: [toyAccount], findVendor: () => toyAccount, vendorOfBlueprint: () => toyAccount };
});

let database: TestDatabase;
const tenantId = asTenantId(randomUUID());
const actor = { name: "Ada" };
let account = "";
let connectionId = "";
let integrationId = asIntegrationId("");
let name = "";

beforeAll(async () => {
  database = await testDatabase();
  await withTenant(tenantId, (db) =>
    db.tenant.create({ data: { id: tenantId, slug: "acme", name: "Acme" } }),
  );
});
afterAll(() => database?.stop());

/** Each has an account of its own at the toy contact center, and no AWS account. */
beforeEach(async () => {
  account = `a${randomUUID().slice(0, 8)}`;
  name = `Bells of ${account}`;
  toyAccounts.set(account, new Map());
  connectionId = must(
    await withTenant(tenantId, (db) =>
      saveConnection(db, {
        ...{ tenantId, actor, kind: "toy-center", name },
        settings: { account, simulated: true },
        secrets: { key: "toy-key" },
      }),
    ),
  ).id;
  integrationId = await created(name);
});

describe("an integration without an AWS account", () => {
  it("is planned, deployed, mended after drift, and removed in its contact center's account", async () => {
    const first = await plan("deploy");
    expect(actionsOf(first)).toEqual({ bell: "create", echo: "create" });
    expect((await deployed(first.planId)).status).toBe("succeeded");
    expect(tones()).toEqual({ bell: "low", echo: `${account}/bell` });
    expect((await plan("deploy")).changes).toBe(0);

    bells().set("bell", { ...bellOf("bell"), tone: "shrill" });
    const mending = await plan("deploy");
    expect(mending.steps.find(({ id }) => id === "bell")).toMatchObject({
      action: "update",
      differences: [{ path: "tone", before: "shrill", after: "low" }],
    });
    await deployed(mending.planId);
    expect(tones()).toEqual({ bell: "low", echo: `${account}/bell` });

    const removal = await plan("remove");
    expect(await startDeployment({ tenantId, planId: removal.planId, actor })).toMatchObject({
      problem: { code: "name-not-typed" },
    });
    expect((await deployed(removal.planId)).status).toBe("succeeded");
    expect(tones()).toEqual({});
    must(await withTenant(tenantId, (db) => forgetIntegration(db, { tenantId, actor, id: integrationId })));
  });

  it("changes what its settings change", async () => {
    await deployed((await plan("deploy")).planId);
    const settings = { tone: "high" };
    must(
      await withTenant(tenantId, (db) =>
        updateSettings(db, { tenantId, actor, id: integrationId, settings }),
      ),
    );
    const changing = await plan("deploy");
    expect(actionsOf(changing)).toEqual({ bell: "update", echo: "keep" });
    await deployed(changing.planId);
    expect(tones().bell).toBe("high");
  });

  it("leaves what isn't its own alone, and finds what it left over", async () => {
    bells().set("bell", { tone: "old", owner: "somebody" });
    bells().set("lost", { tone: "low", owner: integrationId });
    const found = await plan("deploy");
    expect(found.conflicts).toBe(1);
    expect(Object.values(actionsOf(found)).sort()).toEqual(["conflict", "create", "delete"]);
    expect(await startDeployment({ tenantId, planId: found.planId, actor })).toMatchObject({
      problem: { code: "plan-has-conflicts" },
    });
    const adopting = must(
      await makePlan({ tenantId, integrationId, purpose: "deploy", actor, adopt: ["bell"] }),
    );
    await deployed(adopting.planId);
    expect(tones()).toEqual({ bell: "low", echo: `${account}/bell` });
  });

  it("refuses what another integration of the tenant has in the same account", async () => {
    await deployed((await plan("deploy")).planId);
    const other = await created(`${name}, again`);
    const { steps } = must(await makePlan({ tenantId, integrationId: other, purpose: "deploy", actor }));
    expect(steps.find(({ id }) => id === "bell")?.problem).toMatchObject({
      code: "owned-by-other-integration",
    });
  });

  it("waits for its account's other deployments, and for no AWS account's", async () => {
    const deploymentId = await approvePlan({ tenantId, planId: (await plan("deploy")).planId, actor });
    const { queue } = await withTenant(tenantId, (db) =>
      db.deployment.findUniqueOrThrow({ where: { tenantId_id: { tenantId, id: deploymentId } } }),
    );
    expect(queue).toBe(`toy-center:${account}`);
  });

  it("changes nothing in that account once another worker may have its job", async () => {
    const deploymentId = await approvePlan({ tenantId, planId: (await plan("deploy")).planId, actor });
    const lost = { workerId: "w", silences: 0, hold: () => Promise.reject(new LeaseLost()) };
    const ran = runDeployment({ tenantId, deploymentId }, new AbortController().signal, lost);
    await expect(ran).rejects.toThrow(LeaseLost);
    expect(tones()).toEqual({});
  });

  it("shows its picture and its guide with that account's values", async () => {
    const valuesOf = async () => must(await guideOf(tenantId, integrationId))[0]?.values;
    expect(await valuesOf()).toEqual([
      { label: "Bell", value: undefined },
      { label: "Account", value: account },
      { label: "Simulated", value: "yes" },
    ]);
    await deployed((await plan("deploy")).planId);
    expect((await valuesOf())?.[0]?.value).toBe(`${account}/bell`);
    const [picture, ...others] = await loadOverview(tenantId, integrationId);
    expect(others).toEqual([]);
    expect(picture).toMatchObject({ integrationId, isDeployed: true, problem: undefined });
    expect(picture?.jacks[0]?.detail).toBe(account);
  });

  it("counts as deployed once a plan has shown that its settings make nothing in that account", async () => {
    const view = () => withTenant(tenantId, (db) => loadIntegrationView(db, integrationId));
    const settings = { tone: "silent" };
    must(
      await withTenant(tenantId, (db) =>
        updateSettings(db, { tenantId, actor, id: integrationId, settings }),
      ),
    );
    expect(await view()).toMatchObject({ isDeployed: false });
    expect((await plan("deploy")).steps).toEqual([]);
    expect(await view()).toMatchObject({ deployed: 0, isDeployed: true, hasUndeployedSettings: false });
    const pictures = await loadOverview(tenantId);
    expect(pictures.find((each) => each.integrationId === integrationId)?.isDeployed).toBe(true);
  });

  it("has no bypass to turn", async () => {
    await deployed((await plan("deploy")).planId);
    const view = await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId));
    expect(view).toMatchObject({
      ...{ isDeployed: true, canBypass: false },
      into: { account: "toy account", waitsFor: "Toy contact center" },
    });
    expect(await setBypass({ tenantId, integrationId, on: true, actor })).toMatchObject({
      problem: { code: "bypass-not-deployed" },
    });
  });

  it("rotates a token that the console itself takes without a deployment", async () => {
    const token = { tenantId, actor, id: integrationId, name: "ring" };
    const first = must(await revealLiveToken(token));
    must(await withTenant(tenantId, (db) => rotateToken(db, token)));
    expect(must(await revealLiveToken(token))).not.toBe(first);
    const drop = { ...token, vendorHasNewToken: true, unusedForHours: 0 as const };
    expect(await dropPreviousToken({ ...drop, acceptsRisk: false })).toMatchObject({
      problem: { code: "risk-not-accepted" },
    });
    must(await dropPreviousToken({ ...drop, acceptsRisk: true }));
    const view = await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId));
    expect(view?.secretNames).toEqual(["ring"]);
  });

  it("keeps its connection from being removed", async () => {
    const remove = () =>
      withTenant(tenantId, (db) => removeConnection(db, { tenantId, actor, id: connectionId }));
    expect(await remove()).toMatchObject({ problem: { code: "connection-in-use" } });
    expect(await withTenant(tenantId, (db) => usedBy(db, connectionId))).toEqual([
      { id: integrationId, name },
    ]);
    must(await withTenant(tenantId, (db) => forgetIntegration(db, { tenantId, actor, id: integrationId })));
    must(await remove());
  });

  it("says why nothing was planned when the account refuses its key", async () => {
    toyAccounts.delete(account);
    expect(await makePlan({ tenantId, integrationId, purpose: "deploy", actor })).toMatchObject({
      problem: { code: "toy-refused" },
    });
  });
});

async function created(called: string) {
  return must(
    await withTenant(tenantId, (db) =>
      createIntegration(db, {
        ...{ tenantId, actor, blueprint: "toy-without-aws", name: called },
        settings: { tone: "low" },
        vendorConnections: { "toy-center": connectionId },
      }),
    ),
  ).id;
}

async function plan(purpose: PlanPurpose) {
  return must(await makePlan({ tenantId, integrationId, purpose, actor }));
}

async function deployed(planId: string) {
  const deploymentId = await approvePlan({ tenantId, planId, actor });
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
  const found = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
  if (found === undefined) throw new Error("no such deployment");
  return found;
}

function actionsOf({ steps }: Awaited<ReturnType<typeof plan>>): Record<string, string> {
  return Object.fromEntries(steps.map(({ id, action }) => [id, action]));
}

function bells(): Map<string, ToyBell> {
  return toyAccounts.get(account) ?? new Map();
}

function bellOf(which: string): ToyBell {
  const bell = bells().get(which);
  if (bell === undefined) throw new Error(`no ${which}`);
  return bell;
}

const tones = () => Object.fromEntries([...bells()].map(([which, { tone }]) => [which, tone]));
