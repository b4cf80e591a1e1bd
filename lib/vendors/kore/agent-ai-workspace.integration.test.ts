import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  AssociateInstanceStorageConfigCommand,
  GetContactAttributesCommand,
  ListInstanceStorageConfigsCommand,
  paginateListSecurityProfiles,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { numbersOfSettings } from "@/lib/blueprints/shared/entry";
import { makePlan } from "@/lib/deployments/make-plan";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { listRemaining, takeInventory } from "@/lib/testing/take-inventory";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";

let installation: SeededInstallation;
let integrationId = asIntegrationId("");
let before: string[] = [];

beforeAll(async () => {
  installation = await seedInstallation();
  await streamAlready();
  before = await inventory();
  const settings = { securityProfileIds: [await profileNamed("Agent")] };
  integrationId = await installation.createIntegration({ kind: "agent-ai-workspace", settings });
});
afterAll(() => installation?.stop());

describe("Agent AI in the agent workspace, on the seeded tenant", () => {
  it("is deployed with its application in the chosen profile, and then there is nothing to do", async () => {
    expect(await installation.deploy(integrationId)).toMatchObject({
      status: "succeeded",
      problem: undefined,
    });
    const { tenantId, actor } = installation;
    const second = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    expect(new Set(second.steps.map(({ action }) => action))).toEqual(new Set(["keep"]));
    const made = listRemaining(before, await inventory());
    expect(made).toEqual(
      expect.arrayContaining([expect.stringMatching(/^profile \S+ application kore\.agent-ai$/)]),
    );
  });

  it("gives an agent's call a token of its own that the flow's log doesn't have", async () => {
    const { attributes, blocks } = await installation.call(integrationId);
    expect(attributes).toMatchObject({ agentAiStatus: "Success", languageCode: "en-US" });
    const [, claims = ""] = attributes.token?.split(".") ?? [];
    const { exp, iat, jti } = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect(exp - iat).toBe((60 + 120 + 30) * 60);
    expect(jti).toMatch(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(blocks).toEqual(expect.arrayContaining(["logging-off", "make-token", "set-token", "logging-on"]));
    const { clients, instanceAlias } = await open();
    const command = new FilterLogEventsCommand({ logGroupName: `/aws/connect/${instanceAlias}` });
    const { events = [] } = await clients.logs.send(command);
    const log = events.map(({ message = "" }) => message).join("\n");
    expect(log).toContain("set-conversation");
    expect(log).not.toContain(attributes.token);
  });

  it("is removed without a trace while an agent talks to a caller, and the streaming that was on before stays", async () => {
    const call = await talkToAgent();
    expect(await installation.deploy(integrationId, "remove")).toMatchObject({
      status: "succeeded",
      problem: undefined,
    });
    // The caller and the agent never noticed.
    expect(await call.look()).toMatchObject({ state: "in-progress" });
    await until("the call has ended", async () => (await call.look()).state === "ended", 60_000);
    expect(await call.look()).toMatchObject({ outcome: "agent" });
    expect(listRemaining(before, await inventory())).toEqual([]);
    const { clients, instanceId: InstanceId } = await open();
    const command = new ListInstanceStorageConfigsCommand({ InstanceId, ResourceType: "MEDIA_STREAMS" });
    expect((await clients.connect.send(command)).StorageConfigs).toHaveLength(1);
  });
});

/** A call that Agent AI hears, and that goes on for longer than a removal takes. */
async function talkToAgent() {
  const { settings } = await withTenant(installation.tenantId, (db) =>
    db.integration.findFirstOrThrow({ where: { id: integrationId } }),
  );
  const [to] = numbersOfSettings(settings);
  const lines = [{ speaker: "customer", text: "This takes a while." }];
  const wanted = { from: "+12065550197", to, ending: "agent", talk: { seconds: 12, lines } };
  const { contactId } = await tellSandbox(installation.sandbox, "POST", "calls", wanted);
  const { clients, instanceId: InstanceId } = await open();
  const attributes = new GetContactAttributesCommand({ InstanceId, InitialContactId: String(contactId) });
  await until(
    "Agent AI hears the call",
    async () => (await clients.connect.send(attributes)).Attributes?.agentAiStatus === "Success",
    15_000,
  );
  return { look: () => tellSandbox(installation.sandbox, "GET", `calls/${contactId}`) };
}

/** Somebody has turned live media streaming on, under a prefix and with a key of their own. */
async function streamAlready(): Promise<void> {
  const { clients, instanceId: InstanceId } = await open();
  const { arn } = await tellSandbox(installation.sandbox, "POST", "kms/keys", {});
  const EncryptionConfig = { EncryptionType: "KMS" as const, KeyId: String(arn) };
  await clients.connect.send(
    new AssociateInstanceStorageConfigCommand({
      InstanceId,
      ResourceType: "MEDIA_STREAMS",
      StorageConfig: {
        StorageType: "KINESIS_VIDEO_STREAM",
        KinesisVideoStreamConfig: { Prefix: "theirs", RetentionPeriodHours: 2, EncryptionConfig },
      },
    }),
  );
}

async function inventory(): Promise<string[]> {
  const { clients, instanceId } = await open();
  return takeInventory(clients, instanceId ?? "");
}

async function profileNamed(name: string): Promise<string> {
  const { clients, instanceId } = await open();
  const pages = paginateListSecurityProfiles({ client: clients.connect }, { InstanceId: instanceId });
  for await (const { SecurityProfileSummaryList = [] } of pages) {
    const found = SecurityProfileSummaryList.find((profile) => profile.Name === name)?.Id;
    if (found) return found;
  }
  throw new Error(`The instance has no security profile named ${name}.`);
}

const open = () => openAwsConnection(installation.tenantId, installation.awsConnectionId);
