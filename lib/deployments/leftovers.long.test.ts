import { randomUUID } from "node:crypto";
import { CreateRestApiCommand, GetRestApisCommand, UpdateRestApiCommand } from "@aws-sdk/client-api-gateway";
import {
  CreateVoiceConnectorCommand,
  ListVoiceConnectorsCommand,
  UpdateVoiceConnectorCommand,
} from "@aws-sdk/client-chime-sdk-voice";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { rolePath } from "@/lib/aws/function-boundary";
import type { PlanStep } from "@/lib/engine/plan-step";
import { clientsOn } from "@/lib/engine/testing/life-of-resource";
import type { IntegrationId } from "@/lib/kernel/ids";
import { type FaultedInstallation, seedFaultedInstallation } from "@/lib/testing/faulted-installation";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { loadPlan } from "./make-plan";

let rig: FaultedInstallation;
let aws: ReturnType<typeof clientsOn>;
let integrationId: IntegrationId;
let before: string[];

beforeAll(async () => {
  rig = await seedFaultedInstallation({ PATCHBAY_LOG_LEVEL: "silent" });
  aws = clientsOn(rig.installation.sandbox);
  integrationId = await rig.installation.createIntegration();
  before = await rig.inventory();
});
afterAll(() => rig?.stop());

beforeEach(async () => {
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
});
afterEach(async () => {
  rig.proxy.reset();
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  expect(await rig.inventory()).toEqual(before);
});

it("offers what carries our tags and is on nobody's record for removal, and removes that alone", async () => {
  const deployed = await rig.inventory();
  await makeLeftovers(integrationId);
  const found = await rig.plan(integrationId);
  const leftovers = found.steps.filter((step) => step.id.startsWith("leftover:"));
  expect(leftovers.map(({ action, type }) => `${action} ${type}`).sort()).toEqual([
    "delete dynamodb-table",
    "delete iam-role",
    "delete log-group",
    "delete rest-api",
    "delete voice-connector",
  ]);
  expect(connectorOf(leftovers)?.summary).toMatch(/^Leftover: .*AWS charges for a voice connector/);
  expect(found.changes).toBe(leftovers.length);

  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  expect(await rig.inventory()).toEqual(deployed);
  expect(await rig.plan(integrationId)).toMatchObject({ changes: 0 });
});

it("removes leftovers together with the integration", async () => {
  await makeLeftovers(integrationId);
  const { steps } = await rig.plan(integrationId, "remove");
  expect(steps.filter((step) => step.id.startsWith("leftover:"))).toHaveLength(5);
});

it("leaves alone what is on the record of another integration, whatever its tags say", async () => {
  await makeLeftovers(integrationId);
  const { tenantId, awsConnectionId } = rig.installation;
  const found = (await rig.plan(integrationId)).steps.find((step) => step.id.startsWith("leftover:rest-api"));
  const physicalId = found?.id.replace("leftover:rest-api:", "") ?? "";
  const other = await withTenant(tenantId, async (db) => {
    const settings = {};
    const of = {
      tenantId,
      blueprint: listBlueprints()[0]?.kind ?? "",
      name: "Another",
      settings,
      awsConnectionId,
    };
    const { id } = await db.integration.create({ data: of });
    const deploymentId = randomUUID();
    const thing = { deploymentId, type: "rest-api", name: "theirs", physicalId, outputs: {}, desired: {} };
    await db.managedResource.create({ data: { tenantId, integrationId: id, logicalId: "api", ...thing } });
    return id;
  });
  const types = (await rig.plan(integrationId)).steps.filter((step) => step.id.startsWith("leftover:"));
  expect(types.map(({ type }) => type)).not.toContain("rest-api");
  expect(types).toHaveLength(4);
  await withTenant(tenantId, (db) => db.integration.deleteMany({ where: { id: other } }));
});

it("says of a list that the connection may not read that what is left there is unknown, and removes the rest", async () => {
  await makeLeftovers(integrationId);
  await rig.installation.fault({ service: "iam", operation: "ListRoles", kind: "deny" });
  const { tenantId } = rig.installation;
  try {
    const { planId, steps, unsearched } = await rig.plan(integrationId, "remove");
    const leftovers = steps.filter((step) => step.id.startsWith("leftover:"));
    expect(leftovers.map(({ type }) => type)).not.toContain("iam-role");
    expect(leftovers.map(({ type }) => type)).toContain("voice-connector");
    expect(unsearched.find(({ type }) => type === "iam-role")).toMatchObject({
      title: "IAM role",
      count: 0,
      problem: { code: "permission-missing", sentence: "AWS denied iam:ListRoles to this connection." },
    });
    expect(await loadPlan(tenantId, planId)).toMatchObject({ ok: true, value: { unsearched } });
  } finally {
    await rig.installation.clearFaults();
  }
  expect((await rig.plan(integrationId)).unsearched).toEqual([]);
});

it("says of a thing that the connection may not read that it may be a leftover, and finds the others", async () => {
  await makeLeftovers(integrationId);
  const before = (await rig.plan(integrationId)).steps.filter((step) => step.type === "dynamodb-table");
  const name = before.find((step) => step.id.startsWith("leftover:"))?.name ?? "";
  await rig.installation.fault({
    service: "dynamodb",
    operation: "DescribeTable",
    kind: "deny",
    bodyIncludes: name,
  });
  try {
    const { steps, unsearched } = await rig.plan(integrationId);
    const types = steps.filter((step) => step.id.startsWith("leftover:")).map(({ type }) => type);
    expect(types.sort()).toEqual(["iam-role", "log-group", "rest-api", "voice-connector"]);
    expect(unsearched).toMatchObject([{ type: "dynamodb-table", names: [name], count: 1 }]);
  } finally {
    await rig.installation.clearFaults();
  }
});

it("never touches what carries another integration's tags, or none", async () => {
  const deployed = await rig.inventory();
  await makeLeftovers("another-integration");
  const stranger = { Name: "voice-connector", RequireEncryption: true };
  await aws.chimeVoice.send(new CreateVoiceConnectorCommand(stranger));
  expect(await rig.plan(integrationId)).toMatchObject({ changes: 0, conflicts: 0 });
  const theirs = (await rig.inventory()).filter((each) => !deployed.includes(each));
  expect(theirs.length).toBeGreaterThan(5);
  before = [...before, ...theirs].sort();
});

it("names a connector and an API back that somebody has renamed, and makes no other", async () => {
  const deployed = await rig.inventory();
  const { VoiceConnectors = [] } = await aws.chimeVoice.send(new ListVoiceConnectorsCommand({}));
  const known = (await rig.plan(integrationId)).steps;
  const connector = VoiceConnectors.find(({ Name }) => Name === connectorOf(known)?.name);
  const renamed = { VoiceConnectorId: connector?.VoiceConnectorId, Name: "renamed", RequireEncryption: true };
  await aws.chimeVoice.send(new UpdateVoiceConnectorCommand(renamed));
  const { items = [] } = await aws.apiGateway.send(new GetRestApisCommand({}));
  const api = items.find(({ name }) => name === known.find(({ type }) => type === "rest-api")?.name);
  const patchOperations = [{ op: "replace" as const, path: "/name", value: "renamed" }];
  await aws.apiGateway.send(new UpdateRestApiCommand({ restApiId: api?.id, patchOperations }));

  const changes = (await rig.plan(integrationId)).steps.filter((step) => step.action !== "keep");
  expect(changes.map(({ action, type }) => `${action} ${type}`).sort()).toEqual([
    "update rest-api",
    "update voice-connector",
  ]);
  expect(connectorOf(changes)?.differences).toContainEqual({
    path: "name",
    before: "renamed",
    after: connectorOf(known)?.name,
  });
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  expect(await rig.inventory()).toEqual(deployed);
});

it("keeps one of two that a paused worker and the one that overtook it have made", async () => {
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  let other: Promise<unknown> | undefined;
  rig.proxy.decide = ({ operation, body }) => {
    if (operation !== "CreateVoiceConnector") return undefined;
    // The other worker's create of the same step, as it wakes up.
    other ??= aws.chimeVoice.send(new CreateVoiceConnectorCommand(JSON.parse(body.toString("utf8"))));
    return { kind: "delay", milliseconds: 500 };
  };
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  await other;
  rig.proxy.reset();
  const { VoiceConnectors = [] } = await aws.chimeVoice.send(new ListVoiceConnectorsCommand({}));
  const { steps, changes } = await rig.plan(integrationId);
  expect(VoiceConnectors.filter(({ Name }) => Name === connectorOf(steps)?.name)).toHaveLength(1);
  expect(changes).toBe(0);
});

it("makes one connector and one API when AWS's answers to both come after the time-out", async () => {
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  const met = new Set<string>();
  rig.proxy.decide = ({ key }) => {
    if (!/:(CreateVoiceConnector|CreateRestApi)$/.test(key) || met.has(key)) return undefined;
    met.add(key);
    return { kind: "delay", milliseconds: 24_000 };
  };
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  rig.proxy.reset();
  expect(met.size).toBe(2);
  const inventory = await rig.inventory();
  expect(inventory.filter((each) => /^REST API/.test(each) && !before.includes(each))).toHaveLength(1);
  expect(await rig.plan(integrationId)).toMatchObject({ changes: 0 });
}, 120_000);

/** What deployments leave that die between a call and its record, or an answer that was lost. */
async function makeLeftovers(integration: string): Promise<void> {
  const tags = {
    "patchbay:installation": process.env.PATCHBAY_INSTALLATION ?? "",
    "patchbay:tenant": rig.installation.tenantId,
    "patchbay:integration": integration,
  };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const { steps } = await rig.plan(integrationId);
  const nameOf = (type: string) =>
    `left-${integration.slice(0, 4)}-${steps.find((step) => step.type === type)?.name}`;
  await aws.chimeVoice.send(
    new CreateVoiceConnectorCommand({
      Name: nameOf("voice-connector"),
      RequireEncryption: true,
      IntegrationType: "CONNECT_CALL_TRANSFER_CONNECTOR",
      Tags,
    }),
  );
  await aws.apiGateway.send(new CreateRestApiCommand({ name: nameOf("rest-api"), tags }));
  await aws.dynamodb.send(
    new CreateTableCommand({
      TableName: nameOf("dynamodb-table"),
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      Tags,
    }),
  );
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  });
  await aws.iam.send(
    new CreateRoleCommand({
      RoleName: `left-${integration.slice(0, 4)}-role`,
      Path: rolePath,
      AssumeRolePolicyDocument,
      Tags,
    }),
  );
  await aws.logs.send(
    new CreateLogGroupCommand({
      logGroupName: `/aws/left-${integration.slice(0, 4)}-${logGroupStem(steps)}`,
      tags,
    }),
  );
}

function logGroupStem(steps: readonly PlanStep[]): string {
  return (
    steps
      .find((step) => step.type === "log-group")
      ?.name.split("/")
      .at(-1) ?? ""
  );
}

function connectorOf(steps: readonly PlanStep[]): PlanStep | undefined {
  return steps.find((step) => step.type === "voice-connector");
}
