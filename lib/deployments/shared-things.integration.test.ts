import { GetAccountCommand, UpdateAccountCommand } from "@aws-sdk/client-api-gateway";
import { ListInstanceStorageConfigsCommand } from "@aws-sdk/client-connect";
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { planDeployment } from "@/lib/engine/plan";
import type { DesiredResource } from "@/lib/engine/resource";
import type { PlannedResource } from "@/lib/engine/stored-plan";
import { clientsOn } from "@/lib/engine/testing/life-of-resource";
import { asIntegrationId, type IntegrationId } from "@/lib/kernel/ids";
import { runAsOwner } from "@/lib/testing/postgres";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { findResourceType } from "@/lib/vendors/resource-types";
import { applyStep } from "./apply-step";
import { claimShared, type LoadedStep, releaseShared, storeIntent, storeOutcome } from "./deployment-store";
import type { Hold } from "./hold-deployment";
import { observeWorld, removalOf } from "./observe-world";
import { openWorld } from "./open-world";
import { afterCall } from "./testing/after-call";

const RoleName = "patchbay-api-logs-us-east-1";
const PolicyName = "patchbay";
const wanted: DesiredResource = {
  logicalId: "api-log-role",
  type: "api-log-role",
  props: { roleName: RoleName },
};
/** The calls after which a worker may die: the first three make the role, the last three take it away. */
const making = ["CreateRole", "PutRolePolicy", "UpdateAccount"];
const removing = ["UpdateAccount", "DeleteRolePolicy", "DeleteRole"];

let installation: SeededInstallation;
let first: IntegrationId;
let second: IntegrationId;

beforeAll(async () => {
  installation = await seedInstallation();
  first = await installation.createIntegration();
  second = await installation.createIntegration({ prefix: "b-" });
});
afterAll(() => installation?.stop());
afterEach(async () => {
  for (const integration of [first, second]) await remove(asIntegrationId(integration));
  expect(await standing()).toEqual(nothing);
});

const nothing = { setting: "", role: false };
const whole = { setting: RoleName, role: true };

async function standing() {
  const { apiGateway, iam } = clientsOn(installation.sandbox);
  const { cloudwatchRoleArn = "" } = await apiGateway.send(new GetAccountCommand({}));
  const hasRole = () => true;
  const role = await iam.send(new GetRoleCommand({ RoleName })).then(hasRole, () => false);
  return { setting: cloudwatchRoleArn.split("/").at(-1) ?? "", role };
}

/** Plans the log role alone, as the integration wants it or wants it gone. */
async function plan(integration: IntegrationId, desired: readonly DesiredResource[] = [wanted]) {
  const world = await openWorld(installation.tenantId, integration);
  const seen = await observeWorld(world, desired);
  const [step] = planDeployment({
    ...seen,
    desired,
    recorded: world.records,
    secrets: {},
    findType: findResourceType,
    fingerprint: () => "as seen",
  });
  return step;
}

/** Applies the log role's step as a worker does, until its call `killedAfter` has had its effect, if one is named. */
async function apply(integration: IntegrationId, resource: PlannedResource, killedAfter: string | undefined) {
  const { tenantId } = installation;
  const world = await openWorld(tenantId, integration);
  const hold = await holdDeploymentOf(integration);
  const record = resource.record ?? world.records[0];
  const step: LoadedStep["step"] = {
    id: resource.logicalId,
    logicalId: resource.logicalId.replace(/^remove:/, ""),
    action: resource.record === undefined ? "update" : "delete",
    type: resource.type,
    title: findResourceType(resource.type).title,
    name: RoleName,
    summary: "",
    differences: [],
    dependsOn: [],
    expects: "",
    ledgerRows: [],
    usualSeconds: 1,
  };
  const loaded: LoadedStep = { step, resource, state: "running", attempts: 1 };
  const death = new AbortController();
  const { aws } = world.contextFor(record, death.signal);
  const stopWatching = afterCall(aws, killedAfter ?? "", () => death.abort());
  try {
    const outcome = await applyStep({
      step,
      resource,
      record,
      world,
      outputs: new Map(),
      nonce: "deployment/step",
      wasBegun: true,
      signal: death.signal,
      beforeChange: (previous) => storeIntent(hold, integration, loaded, previous),
      claim: (sharedKey) => claimShared(hold, integration, loaded, sharedKey),
      release: (sharedKey) => releaseShared(hold, integration, loaded, sharedKey),
    });
    if (!death.signal.aborted) await storeOutcome(hold, integration, loaded, outcome);
    return death.signal.aborted ? "killed" : outcome.kind;
  } catch (error) {
    if (!death.signal.aborted) throw error;
    return "killed";
  } finally {
    stopWatching();
  }
}

/** A deployment that a worker has taken up, so that its steps may be written. */
function holdDeploymentOf(integrationId: IntegrationId): Promise<Hold> {
  const { tenantId } = installation;
  return withTenant(tenantId, async (db) => {
    const of = { tenantId, integrationId, purpose: "deploy" };
    const { id: planId } = await db.plan.create({ data: { ...of, desired: [], steps: [], changes: 1 } });
    const { id } = await db.deployment.create({ data: { ...of, planId, status: "running", fence: 1 } });
    return { tenantId, deploymentId: id, fence: 1 };
  });
}

const deploy = (integration: IntegrationId, killedAfter?: string) => apply(integration, wanted, killedAfter);

async function remove(integration: IntegrationId, killedAfter?: string) {
  const { records } = await openWorld(installation.tenantId, integration);
  const [record] = records;
  if (record === undefined) return "removed";
  return apply(integration, removalOf(record, records), killedAfter);
}

it("serves two integrations with one role and removes it with the last of them, whichever that is", async () => {
  for (const [leaving, last] of [
    [first, second],
    [second, first],
  ] as const) {
    expect((await plan(first))?.action).toBe("create");
    expect(await deploy(first)).toBe("made");
    expect((await plan(second))?.action).toBe("adopt");
    expect(await deploy(second)).toBe("made");
    expect((await plan(asIntegrationId(leaving), []))?.summary).toContain(
      "still used by another integration",
    );
    expect(await remove(asIntegrationId(leaving))).toBe("removed");
    expect(await standing()).toEqual(whole);
    expect((await plan(asIntegrationId(last)))?.action).toBe("keep");
    expect((await plan(asIntegrationId(last), []))?.summary).toBe("deleted from the account");
    expect(await remove(asIntegrationId(last))).toBe("removed");
    expect(await standing()).toEqual(nothing);
  }
});

it("is removed as its maker left it, although the others saw it before that", async () => {
  const streams = (retentionHours: number): DesiredResource => ({
    logicalId: "media-streams",
    type: "instance-media-streams",
    props: { prefix: "agent-ai", retentionHours, keyId: "alias/aws/kinesisvideo" },
  });
  const ResourceType = "MEDIA_STREAMS";
  const list = async () => {
    const { tenantId } = installation;
    const { clients, instanceId } = await openAwsConnection(tenantId, installation.awsConnectionId);
    const command = new ListInstanceStorageConfigsCommand({ InstanceId: instanceId, ResourceType });
    return (await clients.connect.send(command)).StorageConfigs ?? [];
  };
  expect(await apply(first, streams(1), undefined)).toBe("made");
  expect(await apply(second, streams(1), undefined)).toBe("made");
  expect(await apply(first, streams(24), undefined)).toBe("made");
  expect(await list()).toMatchObject([{ KinesisVideoStreamConfig: { RetentionPeriodHours: 24 } }]);
  expect(await remove(first)).toBe("removed");
  expect(await list()).toHaveLength(1);
  expect(await remove(second)).toBe("removed");
  expect(await list()).toEqual([]);
});

describe("when a worker dies", () => {
  it.each(removing)("after %s of a removal, the next removal finishes it", async (call) => {
    await deploy(first);
    expect(await remove(first, call)).toBe("killed");
    expect(await remove(first)).toBe("removed");
    expect(await standing()).toEqual(nothing);
  });

  it.each(removing)(
    "after %s of a removal, a deployment beside it makes the role whole and keeps it",
    async (call) => {
      await deploy(first);
      expect(await remove(first, call)).toBe("killed");
      expect(await deploy(second)).toBe("made");
      expect(await remove(first)).toBe("removed");
      expect(await standing()).toEqual(whole);
      expect((await plan(second))?.action).toBe("keep");
    },
  );

  it.each(removing)(
    "after %s of a removal, the last one out removes it although the first never came back",
    async (call) => {
      await deploy(first);
      await deploy(second);
      expect(await remove(first)).toBe("removed");
      expect(await remove(second, call)).toBe("killed");
      await deploy(first);
      await remove(second);
      expect(await standing()).toEqual(whole);
      expect(await remove(first, call)).toBe("killed");
      expect(await remove(first)).toBe("removed");
      expect(await standing()).toEqual(nothing);
    },
  );

  it.each(making)(
    "after %s of a deployment, the half shows in a plan and a removal takes it away",
    async (call) => {
      expect(await deploy(first, call)).toBe("killed");
      expect(await plan(first)).toMatchObject({ action: call === "UpdateAccount" ? "keep" : "update" });
      expect(await remove(first)).toBe("removed");
      expect(await standing()).toEqual(nothing);
    },
  );
});

it("is not removed while an integration that began to use it has not finished", async () => {
  await deploy(first);
  expect(await deploy(second, "GetRole")).toBe("killed");
  expect(await remove(first)).toBe("removed");
  expect(await standing()).toEqual(whole);
});

describe("changed by hand", () => {
  const aws = () => clientsOn(installation.sandbox);
  const widened = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });

  it.each<[string, string, () => Promise<unknown>]>([
    [
      "the account names no role any more",
      "account.cloudwatchRoleArn",
      () =>
        aws().apiGateway.send(
          new UpdateAccountCommand({
            patchOperations: [{ op: "replace", path: "/cloudwatchRoleArn", value: "" }],
          }),
        ),
    ],
    [
      "the role was deleted while the account names it",
      "role",
      async () => {
        await aws().iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
        await aws().iam.send(new DeleteRoleCommand({ RoleName }));
      },
    ],
    [
      "the role's policy was widened",
      "role.statements.0.actions",
      () => aws().iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: widened })),
    ],
  ])("%s: a plan shows it and a deployment mends it", async (_, path, byHand) => {
    await deploy(first);
    await byHand();
    const step = await plan(first);
    expect(step?.action).toBe("update");
    expect(step?.differences.map((each) => each.path)).toContain(path);
    expect(await deploy(first)).toBe("made");
    expect((await plan(first))?.action).toBe("keep");
    expect(await standing()).toEqual(whole);
    const { PolicyDocument } = await aws().iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    expect(decodeURIComponent(PolicyDocument ?? "")).not.toContain('"Action":"*"');
  });
});

it("tells nothing of a shared thing to a tenant that has recorded no use of it", async () => {
  await deploy(first);
  const { ownerUrl } = installation.database;
  const [used] = await runAsOwner<{ uses: number | null }>(
    ownerUrl,
    `SELECT app_count_other_uses('${first}', 'api-log-role') AS uses`,
  );
  expect(used?.uses).toBeNull();
});
