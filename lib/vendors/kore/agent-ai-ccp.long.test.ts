import { GetContactAttributesCommand } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { numbersOfSettings } from "@/lib/blueprints/shared/entry";
import { findFreeNumbers } from "@/lib/connections/find-free-numbers";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { createWithDefaults } from "@/lib/integrations/create-with-defaults";
import { guideOf } from "@/lib/integrations/guide";
import { loadOverview } from "@/lib/integrations/overview";
import { loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { listRemaining, takeInventory } from "@/lib/testing/take-inventory";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";

let installation: SeededInstallation;
let tenantId = asTenantId("");
let awsConnectionId = "";
let integrationId = asIntegrationId("");
let actor: { name: string; userId: string };
let before: Awaited<ReturnType<typeof takeInventory>>;

beforeAll(async () => {
  installation = await seedInstallation();
  ({ tenantId, awsConnectionId, actor } = installation);
  before = await inventory();
});
afterAll(() => installation?.stop());

describe("Agent AI on the Contact Control Panel, on the seeded tenant", () => {
  it("is created from its defaults alone: nothing has to be typed on the sandbox", async () => {
    const created = await createWithDefaults({
      tenantId,
      actor,
      blueprint: "agent-ai-ccp",
      awsConnectionId,
      vendorConnections: { kore: installation.vendorConnectionId("kore") },
    });
    integrationId = must(created).id;
  });

  it("is deployed, and then there is nothing to do", async () => {
    const first = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    expect(first.conflicts).toBe(0);
    expect(first.steps.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "media-streams",
        "kvs-trigger-function",
        "kvs-reader-role",
        "whisper-flow",
        "flow",
      ]),
    );
    expect(await deploy("deploy")).toMatchObject({ status: "succeeded", problem: undefined });
    const second = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    expect(new Set(second.steps.map(({ action }) => action))).toEqual(new Set(["keep"]));
  });

  it("brings a caller to an agent, has Agent AI hear both, and writes on the contact that it does", async () => {
    const { contactId } = await installation.call(integrationId);
    await until("the call has ended", async () => (await callState(contactId)) === "ended", 30_000);
    const attributes = await attributesOf(contactId);
    expect(attributes).toMatchObject({
      botId: "st-sandbox-0001",
      languageCode: "en",
      koreConversationId: contactId,
      agentAiStatus: "Success",
    });
    for (const secret of ["clientId", "clientSecret", "token"]) expect(attributes).not.toHaveProperty(secret);
  });

  it("is heard by an app that enforces jti, and says on the contact when JWE refuses its tokens", async () => {
    const statusUnder = async (rules: object) => {
      await enforce(rules);
      return (await installation.call(integrationId)).attributes.agentAiStatus;
    };
    expect(await statusUnder({ requireJti: true })).toBe("Success");
    expect(await statusUnder({ requireJwe: true })).toBe("TranscriberRefused");
    expect(await statusUnder({})).toBe("Success");
  });

  it("draws its patch bay and gives the guide with this tenant's values", async () => {
    const [picture] = await loadOverview(tenantId);
    expect(picture).toMatchObject({ isDeployed: true, problem: undefined });
    const steps = must(await guideOf(tenantId, integrationId));
    expect(steps.map(({ row }) => row)).toEqual(["AC-23", "AC-25", "AC-12", "AC-23", "AC-22", "AC-18"]);
  });

  it("claims a free number with its price in the plan, points it at the flow, and says that removal releases it", async () => {
    const search = { country: "US", numberType: "DID" as const, limit: 1 };
    const [free] = must(await findFreeNumbers(tenantId, awsConnectionId, search));
    await withTenant(tenantId, async (db) => {
      const settings = { ...(await loadIntegrationView(db, integrationId))?.settings, claimedNumber: free };
      must(await updateSettings(db, { tenantId, actor, id: integrationId, settings }));
    });
    const plan = async (purpose: PlanPurpose) =>
      must(await makePlan({ tenantId, integrationId, purpose, actor })).steps;
    const number = free?.number ?? "";
    const changes = (await plan("deploy")).filter(({ action }) => action !== "keep");
    expect(changes).toMatchObject([
      { id: "number", action: "create", name: number, charge: expect.stringContaining("daily price") },
      {
        id: `number:${number}`,
        action: "create",
        name: number,
        dependsOn: expect.arrayContaining(["number"]),
      },
    ]);
    expect(await deploy("deploy")).toMatchObject({ status: "succeeded", problem: undefined });
    expect((await plan("deploy")).filter(({ action }) => action !== "keep")).toEqual([]);
    // The first of the integration's numbers is dialed: the claimed one.
    expect((await installation.call(integrationId)).attributes).toMatchObject({ agentAiStatus: "Success" });
    const released = (await plan("remove")).find(({ logicalId }) => logicalId === "number");
    expect(released?.summary).toContain("released");
  });

  it("is removed without a trace while an agent talks to a caller, who stays on the line", async () => {
    const { settings } = await withTenant(tenantId, (db) =>
      db.integration.findFirstOrThrow({ where: { id: integrationId } }),
    );
    const lines = [{ speaker: "customer", text: "This takes a while." }];
    const call = { from: "+12065550197", to: numbersOfSettings(settings)[0], ending: "agent" };
    const placed = await tellSandbox(installation.sandbox, "POST", "calls", {
      ...call,
      talk: { seconds: 25, lines },
    });
    const contactId = String(placed.contactId);
    await until("Agent AI hears the call", async () => (await statusOf(contactId)) === "Success", 15_000);
    expect(await deploy("remove")).toMatchObject({ status: "succeeded", problem: undefined });
    expect(await callState(contactId)).toBe("in-progress");
    await until("the call has ended", async () => (await callState(contactId)) === "ended", 45_000);
    expect(await tellSandbox(installation.sandbox, "GET", `calls/${contactId}`)).toMatchObject({
      outcome: "agent",
    });
    expect(listRemaining(before, await inventory())).toEqual([]);
    const gone = must(await makePlan({ tenantId, integrationId, purpose: "remove", actor }));
    expect(gone.steps).toEqual([]);
    expect(await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId))).toMatchObject({
      deployed: 0,
    });
  });
});

const deploy = (purpose: PlanPurpose) => installation.deploy(integrationId, purpose);

/** What the bot's JWT app asks of tokens beside its secret. */
async function enforce(rules: object): Promise<void> {
  const { sandbox } = installation;
  await tellSandbox(
    sandbox,
    "PUT",
    `${sandbox.vendorUrls.kore}/_sandbox/agent-ai/token-rules/st-sandbox-0001`,
    rules,
  );
}

async function inventory() {
  const { clients, instanceId } = await openAwsConnection(tenantId, awsConnectionId);
  return takeInventory(clients, instanceId ?? "");
}

const statusOf = async (contactId: string) => (await attributesOf(contactId)).agentAiStatus;

async function callState(contactId: string): Promise<unknown> {
  return (await tellSandbox(installation.sandbox, "GET", `calls/${contactId}`)).state;
}

async function attributesOf(contactId: string): Promise<Record<string, string>> {
  const { clients, instanceId } = await openAwsConnection(tenantId, awsConnectionId);
  const { Attributes } = await clients.connect.send(
    new GetContactAttributesCommand({ InstanceId: instanceId, InitialContactId: contactId }),
  );
  return Attributes ?? {};
}
