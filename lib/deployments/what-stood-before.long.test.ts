import {
  AssociatePhoneNumberContactFlowCommand,
  DisassociatePhoneNumberContactFlowCommand,
  ListFlowAssociationsCommand,
  ListPhoneNumbersV2Command,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection, requireInstance } from "@/lib/aws/connect-account";
import { loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import type { IntegrationId } from "@/lib/kernel/ids";
import { type FaultedInstallation, seedFaultedInstallation } from "@/lib/testing/faulted-installation";
import { must } from "@/lib/testing/must";
import { leaveStep } from "./leave-step";
import { runDeployment } from "./run-deployment";

let rig: FaultedInstallation;
let integrationId: IntegrationId;
let connect: ReturnType<typeof requireInstance>["clients"]["connect"];
let InstanceId: string;
let PhoneNumberId: string;
let before: string[];
/** The number's own, as the account came. */
let firstFlow: string;

beforeAll(async () => {
  rig = await seedFaultedInstallation({ PATCHBAY_LOG_LEVEL: "silent" });
  const { tenantId, awsConnectionId } = rig.installation;
  const access = requireInstance(await openAwsConnection(tenantId, awsConnectionId, "deploy"));
  connect = access.clients.connect;
  InstanceId = access.instanceId;
  const numbers = await connect.send(new ListPhoneNumbersV2Command({ InstanceId }));
  PhoneNumberId = numbers.ListPhoneNumbersSummaryList?.[0]?.PhoneNumberId ?? "";
  firstFlow = await flowOfNumber();
  integrationId = await rig.installation.createIntegration();
});
afterAll(() => rig?.stop());

beforeEach(async () => {
  rig.proxy.reset();
  await connect.send(new DisassociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId }));
  before = await rig.inventory();
});

it("removes an integration on a number that had no flow, also after a second deployment", async () => {
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  await changeSettings({ logRetentionDays: 7 });
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  expect(await rig.inventory()).toEqual(before);
});

it("removes one whose worker was stopped just after it had taken a number that had no flow", async () => {
  const { tenantId } = rig.installation;
  const stopping = new AbortController();
  rig.proxy.onKill = () => stopping.abort();
  rig.proxy.decide = ({ operation }) =>
    operation === "AssociatePhoneNumberContactFlow" ? { kind: "kill-after" } : undefined;
  const deploymentId = await rig.approve((await rig.plan(integrationId)).planId);
  await expect(runDeployment({ tenantId, deploymentId }, stopping.signal)).rejects.toThrow();
  rig.proxy.reset();
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
  expect(await rig.ended(deploymentId)).toMatchObject({ status: "succeeded" });

  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  expect(await rig.inventory()).toEqual(before);
});

it("heals a record that takes our own flow for what stood there before", async () => {
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  await withTenant(rig.installation.tenantId, async (db) => {
    const where = { integrationId, type: "phone-number-flow" };
    await db.managedResource.updateMany({ where, data: { previous: { flowId: await flowOfNumber() } } });
  });
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  expect(await rig.inventory()).toEqual(before);
});

it("takes a number that somebody has pointed at our flow by hand for one that had none", async () => {
  await forgetNumber();
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  await forgetNumber();
  expect((await rig.plan(integrationId)).steps.filter((step) => step.action === "adopt")).toHaveLength(1);
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  expect(await rig.inventory()).toEqual(before);
});

it("still puts back the flow that a number had", async () => {
  const ContactFlowId = firstFlow;
  await connect.send(
    new AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId }),
  );
  before = await rig.inventory();
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  expect(await flowOfNumber()).not.toBe(ContactFlowId);
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  expect(await rig.inventory()).toEqual(before);
});

it("says in a removal's plan what happens to a number that somebody has pointed elsewhere", async () => {
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  const summary = async () =>
    (await rig.plan(integrationId, "remove")).steps.find(({ type }) => type === "phone-number-flow")?.summary;
  expect(await summary()).toBe(
    "the number stays, without a flow: it had none before. Its callers can't be connected until you choose one",
  );
  await connect.send(
    new AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId: firstFlow }),
  );
  expect(await summary()).toMatch(/not changed$/);
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  expect(await flowOfNumber()).toBe(firstFlow);
});

it("names the numbers that keep our flow from going, and goes on when a person leaves it", async () => {
  const { tenantId, actor } = rig.installation;
  expect(await rig.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  const numbers = await connect.send(new ListPhoneNumbersV2Command({ InstanceId }));
  const other = numbers.ListPhoneNumbersSummaryList?.[1];
  const ContactFlowId = await flowOfNumber();
  const byHand = { InstanceId, PhoneNumberId: other?.PhoneNumberId, ContactFlowId };
  await connect.send(new AssociatePhoneNumberContactFlowCommand(byHand));

  const failed = await rig.deploy(integrationId, "remove");
  expect(failed).toMatchObject({ status: "failed", problem: { code: "flow-in-use" } });
  expect(failed.problem?.sentence).toContain(other?.PhoneNumber);
  const stepId = failed.steps.find((step) => step.state === "failed")?.id ?? "";
  const request = { tenantId, deploymentId: failed.id, actor };
  expect(await leaveStep({ ...request, stepId: "remove:connector" })).toMatchObject({ ok: false });
  must(await leaveStep({ ...request, stepId }));
  await runDeployment({ tenantId, deploymentId: failed.id }, new AbortController().signal);
  const ended = await rig.ended(failed.id);
  expect(ended).toMatchObject({ status: "succeeded" });
  expect(ended.steps.find((step) => step.id === stepId)?.problem).toMatchObject({ code: "left-in-account" });
  const left = (await rig.inventory()).filter((each) => !before.includes(each));
  expect(left.map((each) => each.split(" ")[0])).toEqual(["flow", "number's"]);
  const records = await withTenant(tenantId, (db) => db.managedResource.count({ where: { integrationId } }));
  expect(records).toBe(0);
});

it("leaves nothing that a deployment failed to make: only a removal's step can be left", async () => {
  const { tenantId, actor } = rig.installation;
  const table = { service: "dynamodb", operation: "CreateTable" };
  await rig.installation.fault({ ...table, kind: "error", code: "ValidationException", status: 400 });
  const failed = await rig.deploy(integrationId).finally(() => rig.installation.clearFaults());
  const stepId = failed.steps.find((step) => step.state === "failed")?.id ?? "";
  expect(stepId).not.toBe("");
  expect(await leaveStep({ tenantId, deploymentId: failed.id, actor, stepId })).toMatchObject({
    problem: { code: "step-not-left" },
  });
  expect(await rig.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
});

async function flowOfNumber(): Promise<string> {
  const command = new ListFlowAssociationsCommand({ InstanceId, ResourceType: "VOICE_PHONE_NUMBER" });
  const { FlowAssociationSummaryList = [] } = await connect.send(command);
  const found = FlowAssociationSummaryList.find(({ ResourceId }) => ResourceId?.endsWith(PhoneNumberId));
  return found?.FlowId?.split("/").at(-1) ?? "";
}

async function forgetNumber(): Promise<void> {
  await withTenant(rig.installation.tenantId, (db) =>
    db.managedResource.deleteMany({ where: { integrationId, type: "phone-number-flow" } }),
  );
}

async function changeSettings(change: object): Promise<void> {
  const { tenantId, actor } = rig.installation;
  await withTenant(tenantId, async (db) => {
    const settings = { ...(await loadIntegrationView(db, integrationId))?.settings, ...change };
    must(await updateSettings(db, { tenantId, actor, id: integrationId, settings }));
  });
}
