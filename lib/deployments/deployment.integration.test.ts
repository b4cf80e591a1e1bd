import { randomUUID } from "node:crypto";
import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { sandboxAccountOf } from "@/lib/aws/sandbox-account";
import { defineBlueprint } from "@/lib/blueprints/blueprint";
import { saveConnection } from "@/lib/connections/store";
import { clientsOn } from "@/lib/engine/testing/life-of-resource";
import type { Settings } from "@/lib/forms/settings-paths";
import { createIntegration, updateSettings } from "@/lib/integrations/store";
import { forgetConfig } from "@/lib/kernel/config";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import type { Result } from "@/lib/kernel/result";
import { approvePlan } from "@/lib/testing/approve-plan";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { instanceSettings, startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { leaveStep } from "./leave-step";
import { loadDeploymentView } from "./load-deployment-view";
import { loadPlan, makePlan, type PlanPurpose } from "./make-plan";
import { retryDeployment } from "./retry-deployment";
import { runDeployment } from "./run-deployment";
import { startDeployment } from "./start-deployment";

/** Two log groups and a role that names the first: small, and with a dependency. */
const small = vi.hoisted(() => ({ kind: "small" }));
vi.mock("@/lib/vendors/blueprints", () => ({
  findBlueprint: (kind: string) => (kind === small.kind ? smallBlueprint : undefined),
  listBlueprints: () => [smallBlueprint],
}));
const smallBlueprint = defineBlueprint<{ days: number; second: boolean }>({
  ...small,
  title: "Small",
  description: "For tests.",
  needs: [],
  fields: [],
  settings: z.object({ days: z.number().default(30), second: z.boolean().default(true) }),
  defaults: () => ({}),
  generatedSecrets: { authToken: { bytes: 32, enteredIn: "a form" } },
  desired: ({ prefix, settings }) => [
    {
      logicalId: "first",
      type: "log-group",
      props: { name: `/${prefix}/first`, retentionDays: settings.days },
    },
    {
      logicalId: "role",
      type: "iam-role",
      props: {
        name: `${prefix}role`,
        principal: "lambda.amazonaws.com",
        statements: [{ actions: ["logs:PutLogEvents"], resources: [{ $ref: "first.arn" }] }],
      },
    },
    ...(settings.second
      ? [{ logicalId: "second", type: "log-group", props: { name: `/${prefix}/second`, retentionDays: 7 } }]
      : []),
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
let integrationId = asIntegrationId("");
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
    const settings = {
      access: { kind: "sandbox" },
      region: sandbox.region,
      ...instanceSettings(sandbox),
    };
    awsConnectionId = must(
      await saveConnection(db, { tenantId, actor, kind: "aws", name: "Sandbox", settings }),
    ).id;
  });
});
afterAll(() => Promise.all([database?.stop(), sandbox?.stop()]));

beforeEach(async () => {
  await tellSandbox(sandbox, "DELETE", "faults");
  prefix = `t${randomUUID().slice(0, 8)}`;
  integrationId = must(
    await withTenant(tenantId, (db) =>
      createIntegration(db, {
        tenantId,
        actor,
        blueprint: "small",
        name: prefix,
        prefix,
        settings: {},
        awsConnectionId,
        vendorConnections: {},
      }),
    ),
  ).id;
});

describe("a deployment", () => {
  it("makes what the plan says, then there is nothing to do, and its removal leaves nothing", async () => {
    const first = await plan("deploy");
    expect(first.steps.map((step) => step.action)).toEqual(["create", "create", "create"]);
    expect(await deployed(first.planId)).toMatchObject({ status: "succeeded" });
    expect((await groups()).sort()).toEqual([`/${prefix}/first`, `/${prefix}/second`]);

    const second = await plan("deploy");
    expect(second).toMatchObject({ changes: 0, conflicts: 0 });
    expect(await startDeployment({ tenantId, planId: second.planId, actor })).toMatchObject({
      problem: { code: "nothing-to-do" },
    });

    const removal = await plan("remove");
    expect(removal.steps.map((step) => step.id)).toEqual(["remove:role", "remove:second", "remove:first"]);
    expect(await deployed(removal.planId)).toMatchObject({ status: "succeeded" });
    expect(await groups()).toEqual([]);
    expect(await withTenant(tenantId, (db) => db.managedResource.count({ where: { integrationId } }))).toBe(
      0,
    );
  });

  it("changes what the settings change, removes what they no longer want, and mends drift", async () => {
    await deployed((await plan("deploy")).planId);
    await clientsOn(sandbox).logs.send(
      new PutRetentionPolicyCommand({ logGroupName: `/${prefix}/first`, retentionInDays: 1 }),
    );
    await withTenant(tenantId, (db) =>
      updateSettings(db, { tenantId, actor, id: integrationId, settings: { days: 90, second: false } }),
    );
    const changed = await plan("deploy");
    expect(changed.steps.map(({ id, action }) => [id, action])).toEqual([
      ["first", "update"],
      ["role", "keep"],
      ["remove:second", "delete"],
    ]);
    expect(changed.steps[0]?.differences).toEqual([{ path: "retentionDays", before: "1", after: "90" }]);
    expect(await deployed(changed.planId)).toMatchObject({ status: "succeeded" });
    expect(await groups()).toEqual([`/${prefix}/first`]);
    expect((await plan("deploy")).changes).toBe(0);
  });

  it("is not started when a name is taken by something that is not ours", async () => {
    await clientsOn(sandbox).logs.send(new CreateLogGroupCommand({ logGroupName: `/${prefix}/first` }));
    const blocked = await plan("deploy");
    expect(blocked).toMatchObject({ conflicts: 1 });
    expect(blocked.steps[0]?.problem).toMatchObject({
      code: "name-taken",
      sentence: `Log group "/${prefix}/first" already exists in the account and wasn't created by Patchbay. It wasn't changed.`,
    });
    expect(await startDeployment({ tenantId, planId: blocked.planId, actor })).toMatchObject({
      problem: { code: "plan-has-conflicts" },
    });
  });

  it("does not remove anything until the name of the plan's own integration is typed", async () => {
    await deployed((await plan("deploy")).planId);
    const { planId } = await plan("remove");
    const other = must(
      await withTenant(tenantId, (db) =>
        createIntegration(db, {
          tenantId,
          actor,
          blueprint: "small",
          name: `${prefix} two`,
          prefix: `${prefix}-two`,
          settings: {},
          awsConnectionId,
          vendorConnections: {},
        }),
      ),
    );
    const ofOther = must(await makePlan({ tenantId, integrationId: other.id, purpose: "remove", actor }));
    const refused = { problem: { code: "name-not-typed" } };
    for (const confirmedName of [undefined, "", prefix.toUpperCase(), `${prefix} two`])
      expect(await startDeployment({ tenantId, planId, actor, confirmedName })).toMatchObject(refused);
    expect(
      await startDeployment({ tenantId, planId: ofOther.planId, actor, confirmedName: prefix }),
    ).toMatchObject(refused);
    expect(await groups()).toHaveLength(2);

    must(await startDeployment({ tenantId, planId, actor, confirmedName: ` ${prefix} ` }));
  });

  it("has settings that don't overwrite what others saved meanwhile", async () => {
    const save = (settings: Settings, basedOn: Settings) =>
      withTenant(tenantId, (db) =>
        updateSettings(db, { tenantId, actor, id: integrationId, settings, basedOn }),
      );
    const [first, mine, theirs] = [30, 60, 90].map((days) => ({ days, second: true }));
    await withTenant(tenantId, (db) =>
      updateSettings(db, { tenantId, actor, id: integrationId, settings: first }),
    );
    const stored = must(await save(theirs ?? {}, first ?? {}));
    expect(stored).toEqual(theirs);
    expect(await save(mine ?? {}, first ?? {})).toMatchObject({ problem: { code: "settings-saved-since" } });
    expect(must(await save(mine ?? {}, stored))).toEqual(mine);
  });

  it("is shown with its plan from then on, which starts no other", async () => {
    const { planId } = await plan("deploy");
    expect(await loadPlan(tenantId, planId)).toMatchObject({ value: { deployment: undefined } });
    const { deploymentId } = must(await startDeployment({ tenantId, planId, actor }));
    expect(await loadPlan(tenantId, planId)).toMatchObject({
      value: { deployment: { id: deploymentId, status: "queued" } },
    });
    await run(deploymentId);
    expect(await loadPlan(tenantId, planId)).toMatchObject({
      value: { deployment: { status: "succeeded" } },
    });
    expect(await startDeployment({ tenantId, planId, actor })).toMatchObject({
      problem: { code: "plan-used" },
    });
  });

  it("tells a second person who deploys at the moment", async () => {
    const [one, other] = [await plan("deploy"), await plan("deploy")];
    const [first, second] = await Promise.all([
      startDeployment({ tenantId, planId: one.planId, actor }),
      startDeployment({ tenantId, planId: other.planId, actor: { name: "Grace" } }),
    ]);
    const refused = [first, second].filter((each) => !each.ok);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      problem: {
        code: "deployment-running",
        sentence: expect.stringMatching(/^(Ada|Grace) started a deployment .* UTC/),
      },
    });
  });

  it("refuses a plan that another version stored in another form, and shows why", async () => {
    const older = await plan("deploy");
    const outdated = { ok: false, problem: { code: "plan-outdated", wayOut: "Create a new plan." } };
    for (const data of [
      { steps: toJson(older.steps.map(({ expects: _expects, ...step }) => step)) },
      { steps: toJson(older.steps), desired: [{ logicalId: "first" }] },
    ]) {
      await withTenant(tenantId, (db) => db.plan.updateMany({ where: { id: older.planId }, data }));
      expect(await startDeployment({ tenantId, planId: older.planId, actor })).toMatchObject(outdated);
    }
    const data = { steps: toJson([{ id: "first" }]) };
    await withTenant(tenantId, (db) => db.plan.updateMany({ where: { id: older.planId }, data }));
    expect(await loadPlan(tenantId, older.planId)).toMatchObject(outdated);
  });

  it("ends a deployment whose steps another version stored in another form, and says so", async () => {
    const { planId } = await plan("deploy");
    const { deploymentId } = must(await startDeployment({ tenantId, planId, actor }));
    await withTenant(tenantId, (db) =>
      db.deploymentStep.updateMany({ where: { deploymentId }, data: { step: { id: "first" } } }),
    );
    await run(deploymentId);
    expect(await read(deploymentId)).toMatchObject({
      ...{ status: "failed", steps: [], mayGoOn: false, problem: { code: "plan-outdated" } },
    });
    expect(await leaveStep({ tenantId, deploymentId, stepId: "first", actor })).toMatchObject({
      problem: { code: "plan-outdated" },
    });
    expect(await groups()).toEqual([]);
    expect(await deployed((await plan("deploy")).planId)).toMatchObject({ status: "succeeded" });
  });

  it("does not take every clash in the database for another deployment", async () => {
    const { planId, steps } = await plan("deploy");
    await withTenant(tenantId, (db) =>
      db.plan.updateMany({ where: { id: planId }, data: { steps: toJson([...steps, ...steps]) } }),
    );
    await expect(startDeployment({ tenantId, planId, actor })).rejects.toMatchObject({ code: "P2002" });
  });

  it("stops at a failure what depends on it, lets the rest finish, and goes on from there when tried again", async () => {
    await fault({ service: "logs", operation: "PutRetentionPolicy", kind: "deny", times: 1 });
    const { planId } = await plan("deploy");
    const { deploymentId } = must(await startDeployment({ tenantId, planId, actor }));
    await run(deploymentId);
    const failed = await read(deploymentId);
    expect(failed).toMatchObject({ status: "failed", problem: { code: "permission-missing" } });
    const states = Object.values(statesOf(failed));
    expect(states).toContain("failed");
    expect(states).toContain("done");
    expect(failed.problem?.sentence).toContain("logs:PutRetentionPolicy");

    must(await retryDeployment({ tenantId, deploymentId, actor }));
    await run(deploymentId);
    expect(await read(deploymentId)).toMatchObject({ status: "succeeded" });
    expect((await plan("deploy")).changes).toBe(0);
  });

  it("leaves what depends on a failed step alone", async () => {
    await fault({ service: "logs", operation: "CreateLogGroup", kind: "deny", times: 2 });
    const { planId } = await plan("deploy");
    const failed = await deployed(planId);
    expect(statesOf(failed)).toEqual({ first: "failed", second: "failed", role: "blocked" });
  });

  it("stops when the account is no longer what the plan saw, unless it is already as wanted", async () => {
    const { logs } = clientsOn(sandbox);
    await deployed((await plan("deploy")).planId);
    const settings = { days: 90, second: true };
    await withTenant(tenantId, (db) => updateSettings(db, { tenantId, actor, id: integrationId, settings }));
    const stale = await plan("deploy");
    await logs.send(new DeleteLogGroupCommand({ logGroupName: `/${prefix}/first` }));
    const stopped = await deployed(stale.planId);
    expect(stopped).toMatchObject({ status: "stopped", problem: { code: "world-changed" } });
    expect(await groups()).toEqual([`/${prefix}/second`]);

    await deployed((await plan("deploy")).planId);
    await withTenant(tenantId, (db) =>
      updateSettings(db, { tenantId, actor, id: integrationId, settings: { days: 14, second: true } }),
    );
    const again = await plan("deploy");
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: `/${prefix}/first`, retentionInDays: 14 }));
    expect(await deployed(again.planId)).toMatchObject({ status: "succeeded" });
  });

  it("goes on after it was stopped in the middle, and makes nothing twice", async () => {
    await fault({
      service: "iam",
      operation: "PutRolePolicy",
      kind: "latency",
      milliseconds: 2_000,
      times: 1,
    });
    const { planId } = await plan("deploy");
    const { deploymentId } = must(await startDeployment({ tenantId, planId, actor }));
    const stopping = new AbortController();
    const running = runDeployment({ tenantId, deploymentId }, stopping.signal);
    await vi.waitUntil(async () => statesOf(await read(deploymentId)).role === "running", {
      timeout: 10_000,
    });
    await vi.waitUntil(async () => (await attemptsOf(deploymentId, "role")) === 1, { timeout: 10_000 });
    stopping.abort();
    await expect(running).rejects.toThrow();
    expect(await read(deploymentId)).toMatchObject({ status: "running" });

    await run(deploymentId);
    expect(await read(deploymentId)).toMatchObject({ status: "succeeded" });
    await run(deploymentId);
    expect((await plan("deploy")).changes).toBe(0);
  });

  it("is not there for another tenant", async () => {
    const { planId } = await plan("deploy");
    const stranger = asTenantId(randomUUID());
    expect(await startDeployment({ tenantId: stranger, planId, actor })).toMatchObject({
      problem: { code: "plan-not-found" },
    });
    expect(await makePlan({ tenantId: stranger, integrationId, purpose: "deploy", actor })).toMatchObject({
      problem: { code: "integration-not-found" },
    });
  });
});

async function plan(purpose: PlanPurpose) {
  return must(await makePlan({ tenantId, integrationId, purpose, actor }));
}

async function deployed(planId: string) {
  const deploymentId = await approvePlan({ tenantId, planId, actor });
  await run(deploymentId);
  return read(deploymentId);
}

async function run(deploymentId: string) {
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
}

async function read(deploymentId: string) {
  const found = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
  if (found === undefined) throw new Error("no such deployment");
  return found;
}

async function attemptsOf(deploymentId: string, id: string) {
  return withTenant(tenantId, async (db) => {
    const step = await db.deploymentStep.findFirst({ where: { deploymentId, id } });
    return step?.attempts;
  });
}

async function groups() {
  const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: `/${prefix}/` });
  return ((await clientsOn(sandbox).logs.send(command)).logGroups ?? []).map((group) => group.logGroupName);
}

function statesOf(deployment: Awaited<ReturnType<typeof read>>): Record<string, string> {
  return Object.fromEntries(deployment.steps.map((each) => [each.id, each.state]));
}

const fault = (body: object) => tellSandbox(sandbox, "PUT", "faults", body);

function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.sentence}`);
  return result.value;
}
