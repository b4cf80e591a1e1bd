import { GetContactAttributesCommand, ListFlowAssociationsCommand } from "@aws-sdk/client-connect";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { listConnectChoices } from "@/lib/connections/list-connect-choices";
import { listConnections, probeConnection } from "@/lib/connections/store";
import { findByText } from "@/lib/contacts/search/testing/find-by-text";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { checkGuide } from "@/lib/integrations/check-guide";
import { guideOf, tickGuide } from "@/lib/integrations/guide";
import { loadOverview } from "@/lib/integrations/overview";
import { rotateToken } from "@/lib/integrations/rotate-token";
import { createIntegration, loadIntegrationView, revealSecret } from "@/lib/integrations/store";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";

const number = "+12065550100";
let installation: SeededInstallation;
let tenantId = asTenantId("");
let awsConnectionId = "";
let integrationId = asIntegrationId("");
let flowsBefore: unknown;
let actor: { name: string; userId: string };

beforeAll(async () => {
  installation = await seedInstallation();
  ({ tenantId, awsConnectionId, actor } = installation);
});
afterAll(() => installation?.stop());

/** What Node warns of in this process, where plans look and deployments run. */
const warnings: string[] = [];
process.on("warning", ({ name, message }) => warnings.push(`${name}: ${message}`));

describe("Kore voice with metadata, on the seeded tenant", () => {
  it("proves both connections and offers the instance's queues and numbers", async () => {
    const connections = await withTenant(tenantId, (db) => listConnections(db));
    for (const { id } of connections) {
      const report = must(await probeConnection(tenantId, id, actor));
      expect(report.checks).not.toEqual([]);
      expect(report.checks.filter((check) => check.state === "failed")).toEqual([]);
    }
    const choices = must(await listConnectChoices(tenantId, awsConnectionId));
    expect(choices.phoneNumbers.map((each) => each.name)).toContain(number);
    const queue = choices.queues.find((each) => each.name === "BasicQueue");
    integrationId = must(
      await withTenant(tenantId, (db) =>
        createIntegration(db, {
          tenantId,
          actor,
          blueprint: "kore-voice",
          name: "Kore voice",
          settings: { queueId: queue?.id, entry: { kind: "numbers", testNumbers: [number] } },
          awsConnectionId,
          vendorConnections: { kore: installation.vendorConnectionId("kore") },
        }),
      ),
    ).id;
  });

  it("is deployed, and then there is nothing to do", async () => {
    flowsBefore = await flowsOfNumbers();
    const first = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    expect(first.conflicts).toBe(0);
    expect(first.steps.filter((step) => step.charge !== undefined).map((step) => step.id)).toContain(
      "connector",
    );
    expect(await deploy("deploy")).toMatchObject({ status: "succeeded", problem: undefined });
    const second = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    expect(new Set(second.steps.map(({ action }) => action))).toEqual(new Set(["keep"]));
    expect(await flowsOfNumbers()).not.toEqual(flowsBefore);
  });

  it("is planned and deployed without a warning of too many listeners", () => {
    expect(warnings.filter((warning) => warning.startsWith("MaxListeners"))).toEqual([]);
  });

  it("brings a caller to an agent with what Kore posted, word for word", async () => {
    const post = { intent: "billing", score: 0.5, account: "12345678901234567890" };
    const call = { tenantId, actor, integrationId, from: "+12065550199", ending: "agent" as const, post };
    const placed = must(await placeTestCall(call));
    if (placed.kind !== "placed") throw new Error(placed.sentence);
    const { clients, instanceId } = await openAwsConnection(tenantId, awsConnectionId);
    await until(
      "the call has ended",
      async () => {
        const { state } = await tellSandbox(installation.sandbox, "GET", `calls/${placed.contactId}`);
        return state === "ended";
      },
      30_000,
    );
    const { Attributes } = await clients.connect.send(
      new GetContactAttributesCommand({ InstanceId: instanceId, InitialContactId: placed.contactId }),
    );
    expect(JSON.parse(Attributes?.customData ?? "{}")).toMatchObject(post);
  });

  it("is found by its session, as soon as Kore has posted", async () => {
    const { contactId } = await installation.call(integrationId);
    const { clients } = await openAwsConnection(tenantId, awsConnectionId);
    const session = await until("the metadata is in the table", async () => {
      const { Items = [] } = await clients.dynamodb.send(new ScanCommand({ TableName: "koreCcSessions" }));
      return Items.find((item) => item.contactId?.S === contactId)?.koreSessionId?.S ?? "";
    });
    const found = { ok: true, value: { contactId, idKind: "kore-session" } };
    expect(await findByText(tenantId, session)).toEqual(found);
    expect(await findByText(tenantId, `Kore session id: ${session}`)).toEqual(found);
  });

  it("shows in Kore's own API that the guide was done as given, once a call has stood in for a person", async () => {
    await installation.call(integrationId);
    const results = must(await checkGuide({ tenantId, integrationId, actor }));
    expect(results.length).toBeGreaterThan(5);
    expect(results.filter(({ code }) => code !== "published")).toEqual([]);
  });

  it("leaves something in every source of a good call's trail", async () => {
    const { contactId } = await installation.call(integrationId);
    const silent = async () => {
      const { sources } = await must(await openTrail(tenantId, contactId)).readAll();
      return sources.flatMap(({ source, state }) => (state === "ok" ? [] : [`${source} is ${state}`]));
    };
    await expect.poll(silent, { timeout: 20_000 }).toEqual([]);
  });

  it("draws its patch bay and gives the guide with this tenant's values, with ticks", async () => {
    const [picture] = await loadOverview(tenantId);
    expect(picture).toMatchObject({ isDeployed: true, problem: undefined });
    expect(new Set(picture?.cables.map(({ state }) => state))).toEqual(new Set(["unknown"]));
    const row = must(await guideOf(tenantId, integrationId))[0]?.row ?? "";
    must(
      await withTenant(tenantId, (db) => tickGuide(db, { tenantId, actor, integrationId, row, done: true })),
    );
    expect(must(await guideOf(tenantId, integrationId))[0]?.tick).toMatchObject({ userName: "Owner" });
  });

  it("rotates the token: the next plan changes the authorizer alone, and no secret stands in any plan or step", async () => {
    const before = await reveal();
    must(
      await withTenant(tenantId, (db) =>
        rotateToken(db, { tenantId, actor, id: integrationId, name: "authToken" }),
      ),
    );
    const after = await reveal();
    expect(after).not.toBe(before);
    const plan = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
    expect(plan.steps.filter((step) => step.action !== "keep").map((step) => step.id)).toEqual([
      "authorizer-function",
    ]);
    expect(plan.steps.find((step) => step.id === "authorizer-function")?.differences).toEqual([
      { path: "environment.AUTH_TOKEN", secret: true },
      { path: "environment.AUTH_TOKEN_PREVIOUS", secret: true },
    ]);
    expect(await deploy("deploy")).toMatchObject({ status: "succeeded" });
    const stored = await withTenant(tenantId, async (db) =>
      JSON.stringify([
        await db.plan.findMany(),
        await db.deploymentStep.findMany(),
        await db.managedResource.findMany(),
        await db.integration.findMany(),
        (await db.auditEvent.findMany()).map((event) => event.detail),
      ]),
    );
    expect(stored).not.toContain(before);
    expect(stored).not.toContain(after);
  });

  it("is removed without a trace, and its number goes where it went before", async () => {
    expect(await deploy("remove")).toMatchObject({ status: "succeeded", problem: undefined });
    expect(await flowsOfNumbers()).toEqual(flowsBefore);
    const gone = must(await makePlan({ tenantId, integrationId, purpose: "remove", actor }));
    expect(gone.steps).toEqual([]);
    expect(await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId))).toMatchObject({
      deployed: 0,
    });
  });
});

const deploy = (purpose: PlanPurpose) => installation.deploy(integrationId, purpose);

async function flowsOfNumbers() {
  const { clients, instanceId } = await openAwsConnection(tenantId, awsConnectionId);
  const command = new ListFlowAssociationsCommand({
    InstanceId: instanceId,
    ResourceType: "VOICE_PHONE_NUMBER",
  });
  const { FlowAssociationSummaryList = [] } = await clients.connect.send(command);
  return FlowAssociationSummaryList.map(({ ResourceId, FlowId }) => [ResourceId, FlowId]).sort();
}

async function reveal(): Promise<string> {
  return must(
    await withTenant(tenantId, (db) =>
      revealSecret(db, { tenantId, actor, id: integrationId, name: "authToken" }),
    ),
  );
}
