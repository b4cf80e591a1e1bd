import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { listConnectChoices } from "@/lib/connections/list-connect-choices";
import { saveConnection } from "@/lib/connections/store";
import { findByText } from "@/lib/contacts/search/testing/find-by-text";
import { setBypass } from "@/lib/deployments/bypass";
import { makePlan } from "@/lib/deployments/make-plan";
import { guideOf } from "@/lib/integrations/guide";
import { loadOverview } from "@/lib/integrations/overview";
import { loadIntegrationView, updateSettings } from "@/lib/integrations/store";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";

const secret = "asapp-sandbox-api-secret";
const otherSecret = "asapp-other-api-secret";

let installation: SeededInstallation;
let integrationId = asIntegrationId("");
let otherQueueId = "";

beforeAll(async () => {
  installation = await seedInstallation();
  const { tenantId, awsConnectionId } = installation;
  const choices = must(await listConnectChoices(tenantId, awsConnectionId));
  otherQueueId = choices.queues.find(({ name }) => name !== "BasicQueue")?.id ?? "";
  integrationId = await installation.createIntegration({
    kind: "asapp",
    settings: {
      tasks: [{ task: "Claims", target: `queue/${otherQueueId}` }],
      referenceVariables: [{ variable: "plan", attribute: "customerPlan" }],
      transferVariables: [{ variable: "reason", attribute: "transferReason" }],
    },
  });
});
afterAll(() => installation?.stop());

describe("ASAPP by call transfer, on the seeded tenant", () => {
  it("is deployed, and then there is nothing to do", async () => {
    const first = await plan();
    expect(first.conflicts).toBe(0);
    const charged = first.steps.filter(({ charge }) => charge !== undefined).map(({ id }) => id);
    expect(charged).toEqual(expect.arrayContaining(["call-transfer-function", "get-call-context-function"]));
    expect(await installation.deploy(integrationId)).toMatchObject({
      status: "succeeded",
      problem: undefined,
    });
    expect(await changes()).toEqual([]);
  });

  it("brings a caller to an agent with what GenerativeAgent left behind", async () => {
    const call = await installation.call(integrationId, "agent", {
      taskName: "Billing",
      referenceVariables: { plan: "gold" },
      transferVariables: { reason: "refund" },
    });
    expect(call).toMatchObject({
      outcome: "agent",
      attributes: {
        asappStatus: "COMPLETED",
        asappTransferType: "AGENT",
        asappTaskName: "Billing",
        asappTransferId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        customerPlan: "gold",
        transferReason: "refund",
      },
    });
    expect(call.blocks).toEqual(expect.arrayContaining(["transfer-to-asapp", "keep-variables", "by-task"]));
  });

  it("is found by its transfer", async () => {
    const { tenantId } = installation;
    const { contactId, attributes } = await installation.call(integrationId);
    const transferId = attributes.asappTransferId ?? "";
    const found = { ok: true, value: { contactId, idKind: "asapp-transfer" } };
    expect(await findByText(tenantId, transferId)).toEqual(found);
    expect(await findByText(tenantId, `ASAPP transfer ${transferId}`)).toEqual(found);
  });

  it("routes a task of the table to its own queue, whatever the transfer type", async () => {
    const call = await installation.call(integrationId, "system", { taskName: "Claims" });
    expect(call.blocks.slice(-3)).toEqual(["task-1", "task-1-queue", "queue"]);
    expect(call.attributes).toMatchObject({ asappTransferType: "SYSTEM", asappTaskName: "Claims" });
  });

  it.each([
    ["expired", "mark-expired", "expired"],
    ["failed", "say-call-failed", "failed"],
    ["no-context", "mark-no-context", "no-context"],
  ] as const)("brings the caller to the queue when it ends with %s", async (ending, block, status) => {
    const call = await installation.call(integrationId, ending);
    expect(call.blocks).toContain(block);
    expect(call.blocks.at(-1)).toBe("queue");
    expect(call.attributes.asappStatus).toBe(status);
  });

  it("does nothing more for a caller who hangs up", async () => {
    const call = await installation.call(integrationId, "caller-hangs-up");
    expect(call.outcome).toBe("caller-hung-up");
    expect(call.blocks).not.toContain("get-context");
  });

  it("goes past GenerativeAgent while bypassed, and back", async () => {
    const { tenantId, actor } = installation;
    must(await setBypass({ tenantId, integrationId, on: true, actor }));
    expect((await installation.call(integrationId)).blocks).toEqual([
      "logging",
      "voice",
      "language",
      "set-queue",
      "queue",
    ]);
    expect(await changes()).toEqual([]);
    must(await setBypass({ tenantId, integrationId, on: false, actor }));
    expect((await installation.call(integrationId)).blocks).toContain("transfer-to-asapp");
  });

  it("draws its patch bay and guides with this tenant's values", async () => {
    const { tenantId } = installation;
    const [picture] = await loadOverview(tenantId);
    expect(picture).toMatchObject({ isDeployed: true, problem: undefined });
    const [step] = must(await guideOf(tenantId, integrationId));
    expect(step).toMatchObject({ row: "AS-03" });
    expect(step?.values.map(({ value }) => value)).toContain("asapp-sandbox-0001");
  });

  it("marks what environments kept warm cost, keeps them, and gives them back", async () => {
    const warm = async (provisionedConcurrency: number) => {
      const { tenantId, actor } = installation;
      const settings = (await withTenant(tenantId, (db) => loadIntegrationView(db, integrationId)))?.settings;
      must(
        await withTenant(tenantId, (db) =>
          updateSettings(db, {
            tenantId,
            actor,
            id: integrationId,
            settings: { ...settings, lambda: { provisionedConcurrency } },
          }),
        ),
      );
      return (await plan()).steps.filter(({ action }) => action !== "keep");
    };
    const steps = await warm(2);
    expect(steps.map(({ id, charge }) => [id, charge])).toEqual([
      ["call-transfer-function", expect.stringMatching(/provisioned concurrency/)],
      ["get-call-context-function", expect.stringMatching(/provisioned concurrency/)],
    ]);
    expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
    expect(await changes()).toEqual([]);
    expect((await warm(0)).map(({ charge }) => charge)).toEqual([undefined, undefined]);
    expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  });

  it("gives the functions a new secret of the connection, and shows it nowhere", async () => {
    const { tenantId, actor, awsConnectionId } = installation;
    const asappConnectionId = installation.vendorConnectionId("asapp");
    const connection = await withTenant(tenantId, (db) =>
      db.connection.findFirst({ where: { id: asappConnectionId } }),
    );
    must(
      await withTenant(tenantId, (db) =>
        saveConnection(db, {
          tenantId,
          actor,
          id: asappConnectionId,
          kind: "asapp",
          name: connection?.name ?? "",
          settings: connection?.settings,
          secrets: { apiSecret: otherSecret },
        }),
      ),
    );
    const steps = (await plan()).steps.filter(({ action }) => action !== "keep");
    expect(steps.map(({ id, differences }) => [id, differences])).toEqual([
      ["call-transfer-function", [{ path: "environment.ASAPP_API_SECRET", secret: true }]],
      ["get-call-context-function", [{ path: "environment.ASAPP_API_SECRET", secret: true }]],
    ]);
    expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
    expect(await installation.call(integrationId)).toMatchObject({ outcome: "agent" });
    const { clients } = await openAwsConnection(tenantId, awsConnectionId);
    const deployed = await clients.lambda.send(new GetFunctionCommand({ FunctionName: "call-transfer" }));
    expect(deployed.Configuration?.Environment?.Variables?.ASAPP_API_SECRET).toBe(otherSecret);
    const stored = await withTenant(tenantId, async (db) =>
      JSON.stringify([
        await db.plan.findMany(),
        await db.deploymentStep.findMany(),
        await db.managedResource.findMany(),
        await db.integration.findMany(),
        (await db.auditEvent.findMany()).map((event) => event.detail),
      ]),
    );
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(otherSecret);
  });

  it("is removed without a trace", async () => {
    expect(await installation.deploy(integrationId, "remove")).toMatchObject({
      status: "succeeded",
      problem: undefined,
    });
    const { tenantId, actor } = installation;
    const gone = must(await makePlan({ tenantId, integrationId, purpose: "remove", actor }));
    expect(gone.steps).toEqual([]);
  });
});

async function plan() {
  const { tenantId, actor } = installation;
  return must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
}

async function changes() {
  return (await plan()).steps.filter(({ action }) => action !== "keep").map(({ id }) => id);
}
