import { randomUUID } from "node:crypto";
import {
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { sandboxAccountOf } from "@/lib/aws/sandbox-account";
import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { saveConnection } from "@/lib/connections/store";
import { clientsOn } from "@/lib/engine/testing/life-of-resource";
import { loadHistory } from "@/lib/integrations/history";
import { createIntegration, loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import { forgetConfig } from "@/lib/kernel/config";
import { asTenantId, type IntegrationId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { instanceSettings, startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { planGoingBack } from "./go-back";
import { loadDeploymentView } from "./load-deployment-view";
import { loadPlan, makePlan, type PlanPurpose } from "./make-plan";
import { runDeployment } from "./run-deployment";
import { startDeployment } from "./start-deployment";

interface SmallSettings {
  days: number;
  note?: string | undefined;
  entry?: object | undefined;
}

const numbers = (...testNumbers: string[]) => ({
  entry: { kind: "numbers", testNumbers, liveNumbers: [], promoted: false },
});

/** One log group. Its note changes nothing in the account. */
const small = vi.hoisted(() => ({ kind: "small", maxDays: 400 }));
vi.mock("@/lib/vendors/blueprints", () => ({
  findBlueprint: (kind: string) => (kind === small.kind ? smallBlueprint : undefined),
  listBlueprints: () => [smallBlueprint],
}));
const smallBlueprint = defineBlueprint<SmallSettings>({
  kind: small.kind,
  title: "Small",
  description: "For tests.",
  needs: [],
  fields: [
    {
      title: "All",
      fields: [
        { path: "days", label: "Retention", input: { kind: "number", unit: "days" } },
        { path: "note", label: "Note", input: { kind: "text" } },
      ],
    },
  ],
  settings: z.strictObject({
    days: z
      .number()
      .refine((days) => days <= small.maxDays, "Keep them for a shorter time.")
      .default(30),
    note: z.string().optional(),
    entry: z.looseObject({}).optional(),
  }),
  defaults: () => ({}),
  generatedSecrets: { authToken: { bytes: 32, enteredIn: "a form" } },
  desired: ({ prefix, settings }) => [
    {
      logicalId: "logs",
      type: "log-group",
      props: { name: `/${prefix}/logs`, retentionDays: settings.days },
    },
  ],
  guide: () => [],
  picture: () => ({ jacks: [], cables: [] }),
  lambdaNames: () => [],
  ledgerRows: [],
});

let database: TestDatabase;
let sandbox: TestSandbox;
const tenantId = asTenantId(randomUUID());
const actor = { name: "Ada" };
let awsConnectionId = "";
let id: IntegrationId;
let prefix = "";

beforeAll(async () => {
  [database, sandbox] = await Promise.all([testDatabase(), startSandbox()]);
  Object.assign(process.env, {
    PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
    PATCHBAY_SANDBOX_CONTROL_KEY: sandbox.controlKey,
  });
  forgetConfig();
  await sandboxAccountOf(tenantId, { isFirst: true });
  await withTenant(tenantId, async (db) => {
    await db.tenant.create({ data: { id: tenantId, slug: "acme", name: "Acme" } });
    const settings = { access: { kind: "sandbox" }, region: sandbox.region, ...instanceSettings(sandbox) };
    const saved = await saveConnection(db, { tenantId, actor, kind: "aws", name: "Sandbox", settings });
    awsConnectionId = must(saved).id;
  });
});
afterAll(() => Promise.all([database?.stop(), sandbox?.stop()]));

beforeEach(async () => {
  small.maxDays = 400;
  prefix = `t${randomUUID().slice(0, 8)}`;
  const wanted = { tenantId, actor, blueprint: "small", name: prefix, prefix, awsConnectionId };
  const created = await withTenant(tenantId, (db) =>
    createIntegration(db, { ...wanted, settings: { days: 30 }, vendorConnections: {} }),
  );
  id = must(created).id;
});

describe("saved settings", () => {
  it("are told from deployed ones until they are deployed, or a plan finds that nothing is left to do", async () => {
    await save({ days: 60 });
    expect(await view()).toMatchObject({ hasUndeployedSettings: false });
    await deploy();
    expect(await view()).toMatchObject({ hasUndeployedSettings: false });
    await save({ days: 90 });
    expect(await view()).toMatchObject({ hasUndeployedSettings: true });
    await deploy();
    expect(await view()).toMatchObject({ hasUndeployedSettings: false });
    await save({ days: 90, note: "for people" });
    expect(await view()).toMatchObject({ hasUndeployedSettings: true });
    expect(await plan()).toMatchObject({ changes: 0 });
    expect(await view()).toMatchObject({ hasUndeployedSettings: false });
    await deploy("remove");
    await save({ days: 30 });
    expect(await view()).toMatchObject({ hasUndeployedSettings: false });
  });
});

describe("an integration's history", () => {
  it("tells who deployed what, and what differs from the deployment before", async () => {
    await deploy();
    await save({ days: 90, note: "longer" });
    await deploy();
    const [second, first] = await history();
    expect([second?.isFirst, first?.isFirst]).toEqual([false, true]);
    expect(second).toMatchObject({
      approvedBy: "Ada",
      isDeployed: true,
      canGoBack: false,
      changes: [{ action: "update", things: [{ title: "Log group", name: `/${prefix}/logs` }] }],
      settings: [
        { path: "days", before: "30 days", after: "90 days" },
        { path: "note", after: "longer" },
      ],
    });
    expect(first).toMatchObject({
      isDeployed: false,
      canGoBack: true,
      changes: [{ action: "create" }],
      settings: undefined,
    });
  });
});

describe("going back to an earlier deployment", () => {
  it("plans its settings, and saves them only once that plan is approved", async () => {
    const first = await deploy();
    await save({ days: 90, note: "longer" });
    await deploy();
    const back = must(await planGoingBack({ tenantId, deploymentId: first, actor }));
    expect(back.steps[0]?.differences).toEqual([{ path: "retentionDays", before: "90", after: "30" }]);
    expect(await storedPlan(back.planId)).toMatchObject({
      settings: { days: 30 },
      settingsBefore: { days: 90, note: "longer" },
      restores: { deploymentId: first, saved: { days: 90, note: "longer" }, unfit: [] },
    });
    expect(await view()).toMatchObject({ settings: { days: 90, note: "longer" } });
    expect(await retention()).toBe(90);
    await run(await approvePlan({ tenantId, planId: back.planId, actor }));
    expect(await retention()).toBe(30);
    expect(await view()).toMatchObject({ settings: { days: 30 }, hasUndeployedSettings: false });
    const [newest] = await history();
    expect(newest?.restored).toBeInstanceOf(Date);
    expect(await audited()).toContainEqual(expect.objectContaining({ restores: first }));
  });

  it("says which of its settings the blueprint no longer accepts, and leaves those as saved", async () => {
    await save({ days: 365, note: "a year" });
    const first = await deploy();
    await save({ days: 60 });
    await deploy();
    small.maxDays = 100;
    const back = must(await planGoingBack({ tenantId, deploymentId: first, actor }));
    expect(await storedPlan(back.planId)).toMatchObject({
      settings: { days: 60, note: "a year" },
      restores: { unfit: [{ path: "days", why: "Keep them for a shorter time." }] },
    });
    // Nothing differs in the account, and the settings come back all the same.
    expect(back.changes).toBe(0);
    await run(await approvePlan({ tenantId, planId: back.planId, actor }));
    expect(await view()).toMatchObject({ settings: { days: 60, note: "a year" } });
  });

  it("works although the saved settings are no longer accepted", async () => {
    const first = await deploy();
    await save({ days: 365 });
    small.maxDays = 100;
    const back = must(await planGoingBack({ tenantId, deploymentId: first, actor }));
    expect(await storedPlan(back.planId)).toMatchObject({ settings: { days: 30 } });
  });

  it("is refused while another integration has a number of it, before the plan and when the plan is approved", async () => {
    const other = await createNeighbour();
    await save({ days: 30, ...numbers("+12065550100") });
    const first = await deploy();
    await save({ days: 60 });
    await saveOf(other, { days: 30, ...numbers("+12065550100") });
    const taken = { problem: { code: "number-taken", sentence: expect.stringContaining("+12065550100") } };
    expect(await planGoingBack({ tenantId, deploymentId: first, actor })).toMatchObject(taken);
    await saveOf(other, { days: 30 });
    const back = must(await planGoingBack({ tenantId, deploymentId: first, actor }));
    await saveOf(other, { days: 30, ...numbers("+12065550100") });
    expect(await startDeployment({ tenantId, planId: back.planId, actor })).toMatchObject(taken);
    expect(await view()).toMatchObject({ settings: { days: 60 } });
    await saveOf(other, { days: 30 });
    expect(await startDeployment({ tenantId, planId: back.planId, actor })).toMatchObject({ ok: true });
  });

  it("is refused once other settings were saved, for a deployment that failed, and for a removal", async () => {
    const first = await deploy();
    await save({ days: 60 });
    const back = must(await planGoingBack({ tenantId, deploymentId: first, actor }));
    await save({ days: 90 });
    expect(await startDeployment({ tenantId, planId: back.planId, actor })).toMatchObject({
      problem: { code: "settings-saved-since" },
    });
    await withTenant(tenantId, (db) =>
      db.deployment.update({
        where: { tenantId_id: { tenantId, id: first } },
        data: { status: "failed" },
      }),
    );
    expect(await planGoingBack({ tenantId, deploymentId: first, actor })).toMatchObject({
      problem: { code: "deployment-not-restorable" },
    });
    const removal = await deploy("remove");
    expect(await planGoingBack({ tenantId, deploymentId: removal, actor })).toMatchObject({
      problem: { code: "deployment-not-restorable" },
    });
    expect(
      await planGoingBack({ tenantId: asTenantId(randomUUID()), deploymentId: first, actor }),
    ).toMatchObject({
      problem: { code: "deployment-not-found" },
    });
  });
});

describe("what exists already", () => {
  it("is adopted when a person asks for it, changed to what is wanted, and goes with the integration", async () => {
    await clientsOn(sandbox).logs.send(new CreateLogGroupCommand({ logGroupName: `/${prefix}/logs` }));
    expect(await plan()).toMatchObject({ conflicts: 1 });
    const adopting = must(
      await makePlan({ tenantId, integrationId: id, purpose: "deploy", actor, adopt: ["logs"] }),
    );
    expect(adopting).toMatchObject({
      conflicts: 0,
      steps: [{ action: "adopt", problem: { code: "adopts-existing" } }],
    });
    await run(await approvePlan({ tenantId, planId: adopting.planId, actor }));
    expect(await retention()).toBe(30);
    expect(await plan()).toMatchObject({ changes: 0, conflicts: 0 });
    await deploy("remove");
    expect(await retention()).toBeUndefined();
  });

  it("isn't adopted from another integration that deployed it, though it lost its tags", async () => {
    await deploy();
    await untag();
    const adopting = await makePlan({
      ...{ tenantId, integrationId: await createNeighbour(), purpose: "deploy", actor },
      adopt: ["logs"],
    });
    expect(must(adopting)).toMatchObject({
      conflicts: 1,
      steps: [{ action: "conflict", problem: { code: "owned-by-other-integration" } }],
    });
  });
});

describe("a prefix", () => {
  const rename = (to: string, prefixBasedOn?: string) =>
    withTenant(tenantId, (db) =>
      updateSettings(db, { tenantId, actor, id, settings: { days: 30 }, prefix: to, prefixBasedOn }),
    );

  it("can be changed until something is deployed with it", async () => {
    prefix = `${prefix}-b`;
    must(await rename(prefix));
    await deploy();
    expect(await retention()).toBe(30);
    expect(await rename("another")).toMatchObject({ problem: { code: "prefix-in-use" } });
  });

  it("isn't deployed by a plan that has another one, nor changed while a deployment is queued", async () => {
    const { planId } = await plan();
    must(await rename(`${prefix}-c`));
    expect(await startDeployment({ tenantId, planId, actor })).toMatchObject({
      problem: { code: "prefix-changed-since" },
    });
    must(await rename(prefix));
    const deploymentId = await approvePlan({ tenantId, planId, actor });
    expect(await rename(`${prefix}-d`)).toMatchObject({ problem: { code: "prefix-in-use" } });
    await run(deploymentId);
  });

  it("that someone else saved meanwhile isn't overwritten by a form that shows the old one", async () => {
    must(await rename(`${prefix}-e`, prefix));
    expect(await rename(`${prefix}-f`, prefix)).toMatchObject({ problem: { code: "settings-saved-since" } });
    expect(await view()).toMatchObject({ prefix: `${prefix}-e` });
  });
});

const save = (settings: SmallSettings) => saveOf(id, settings);

async function saveOf(of: IntegrationId, settings: SmallSettings): Promise<void> {
  must(await withTenant(tenantId, (db) => updateSettings(db, { tenantId, actor, id: of, settings })));
}

/** Another integration with the same account, of which nothing is deployed. */
async function createNeighbour(): Promise<IntegrationId> {
  const wanted = { tenantId, actor, blueprint: "small", name: `${prefix}-2`, prefix, awsConnectionId };
  const created = await withTenant(tenantId, (db) =>
    createIntegration(db, { ...wanted, settings: { days: 60 }, vendorConnections: {} }),
  );
  return must(created).id;
}

async function plan(purpose: PlanPurpose = "deploy") {
  return must(await makePlan({ tenantId, integrationId: id, purpose, actor }));
}

async function storedPlan(planId: string) {
  const read = await loadPlan(tenantId, planId);
  return read && must(read);
}

async function deploy(purpose: PlanPurpose = "deploy"): Promise<string> {
  const { planId } = await plan(purpose);
  const deploymentId = await approvePlan({ tenantId, planId, actor });
  await run(deploymentId);
  return deploymentId;
}

async function run(deploymentId: string): Promise<void> {
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
  const done = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
  expect(done).toMatchObject({ status: "succeeded" });
}

const view = () => withTenant(tenantId, (db) => loadIntegrationView(db, id));

async function history() {
  return withTenant(tenantId, async (db) => {
    const integration = await loadIntegrationView(db, id);
    return integration ? loadHistory(db, integration, { limit: 20 }) : [];
  });
}

async function audited() {
  const events = await withTenant(tenantId, (db) =>
    db.auditEvent.findMany({ where: { target: id, action: "integration:settings" } }),
  );
  return events.map(({ detail }) => detail);
}

/** As somebody does in the account, who takes all tags off. */
async function untag(): Promise<void> {
  const { logs } = clientsOn(sandbox);
  const { logGroups } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: `/${prefix}/logs` }),
  );
  const resourceArn = logGroups?.[0]?.logGroupArn ?? "";
  const { tags = {} } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
  await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: Object.keys(tags) }));
}

async function retention(): Promise<number | undefined> {
  const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: `/${prefix}/logs` });
  return (await clientsOn(sandbox).logs.send(command)).logGroups?.[0]?.retentionInDays;
}
