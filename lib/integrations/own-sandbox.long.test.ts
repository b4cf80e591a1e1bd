import { GetContactAttributesCommand } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { type AwsAccess, openAwsConnection } from "@/lib/aws/connect-account";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { endingsOf } from "@/lib/calls/call-endings";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { listConnectChoices } from "@/lib/connections/list-connect-choices";
import { connectSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { settleInstance } from "@/lib/connections/settle-instance";
import { listConnections, probeConnection, saveConnection } from "@/lib/connections/store";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { recordCall } from "@/lib/contacts/trail/record-call";
import { verdictOf } from "@/lib/contacts/trail/record-look";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { runDeployment } from "@/lib/deployments/run-deployment";
import type { Hop } from "@/lib/hops/hop";
import { defaultSettings } from "@/lib/integrations/create-with-defaults";
import { guideOf, isDone } from "@/lib/integrations/guide";
import { loadSetup } from "@/lib/integrations/setup-progress";
import { createIntegration } from "@/lib/integrations/store";
import { asIntegrationId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { takeInventory } from "@/lib/testing/take-inventory";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { vendors } from "@/lib/vendors/registry";

/** Beside the tenant of the first start, another one that has connected "Sandbox". */
const inConnect = listBlueprints().filter(({ withoutAws }) => !withoutAws);
let installation: SeededInstallation;
let tenantId: TenantId;
let access: AwsAccess;
let awsConnectionId: string;
let connectionIds: Record<string, string>;
let firstAccess: AwsAccess;
let before: string[];
const actor = { name: "Somebody else" };

beforeAll(async () => {
  installation = await seedInstallation();
  firstAccess = await openAwsConnection(installation.tenantId, installation.awsConnectionId, "deploy");
  before = await takeInventory(firstAccess.clients, firstAccess.instanceId);
  tenantId = (await newTenant()).tenantId;
  const settings = must(
    await settleInstance({
      tenantId,
      settings: { access: { kind: "sandbox" }, region: "us-east-1" },
      secrets: {},
    }),
  );
  const saved = await withTenant(tenantId, (db) =>
    saveConnection(db, { tenantId, actor, kind: "aws", name: "Sandbox", settings }),
  );
  awsConnectionId = must(saved).id;
  await connectSandboxVendors(tenantId, actor);
  const connections = await withTenant(tenantId, listConnections);
  connectionIds = Object.fromEntries(connections.map(({ kind, id }) => [kind, id]));
  access = await openAwsConnection(tenantId, awsConnectionId, "deploy");
});
afterAll(() => installation?.stop());

async function deploy({ kind, needs, settings: schema }: AnyBlueprint, index: number): Promise<string> {
  const { queues, phoneNumbers } = must(await listConnectChoices(tenantId, awsConnectionId));
  const vendorConnections = Object.fromEntries(needs.map((vendor) => [vendor, connectionIds[vendor] ?? ""]));
  const wanted = { tenantId, blueprint: kind, awsConnectionId, vendorConnections };
  const chosen = {
    queueId: queues.find(({ name }) => name === "BasicQueue")?.id,
    entry: { kind: "numbers", testNumbers: [phoneNumbers[index % phoneNumbers.length]?.name] },
  };
  // Some kinds ask for more than a queue and a number. On the sandbox their defaults have it.
  const defaults = schema.safeParse(chosen).success ? {} : must(await defaultSettings(wanted));
  const made = await withTenant(tenantId, (db) =>
    createIntegration(db, { ...wanted, actor, name: kind, settings: { ...defaults, ...chosen } }),
  );
  const integrationId = must(made).id;
  await apply(integrationId, "deploy");
  return integrationId;
}

async function apply(integrationId: IntegrationId, purpose: PlanPurpose): Promise<void> {
  const { planId } = must(await makePlan({ tenantId, integrationId, purpose, actor }));
  const deploymentId = await approvePlan({ tenantId, planId, actor });
  await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
  const deployment = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
  expect(deployment).toMatchObject({ status: "succeeded" });
}

async function call(integrationId: IntegrationId, ending: string, post: Record<string, unknown>) {
  const from = "+12065550199";
  const placed = must(await placeTestCall({ tenantId, actor, integrationId, from, ending, post }));
  if (placed.kind !== "placed") throw new Error(placed.sentence);
  const { contactId } = placed;
  const sandbox = { ...installation.sandbox, accountId: access.accountId };
  await until(
    "the call has ended",
    async () => (await tellSandbox(sandbox, "GET", `calls/${contactId}`)).state === "ended",
    30_000,
  );
  const { Attributes = {} } = await access.clients.connect.send(
    new GetContactAttributesCommand({ InstanceId: access.instanceId, InitialContactId: contactId }),
  );
  return { contactId, attributes: Attributes };
}

describe("another tenant's own sandbox", () => {
  it("answers with its vendors, and nothing of it is the first tenant's", async () => {
    expect(access.accountId).not.toBe(firstAccess.accountId);
    expect(access.instanceArn).not.toBe(firstAccess.instanceArn);
    expect(Object.keys(connectionIds).sort()).toEqual(["aws", ...vendors.map(({ name }) => name)].sort());
    for (const id of Object.values(connectionIds)) {
      const { checks, state } = must(await probeConnection(tenantId, id, actor));
      expect(checks).not.toEqual([]);
      expect(checks.filter((check) => check.state === "failed")).toEqual([]);
      expect(state).not.toBe("failed");
    }
    // A second time adds no second bot.
    await connectSandboxVendors(tenantId, actor);
    expect(await withTenant(tenantId, listConnections)).toHaveLength(vendors.length + 1);
  });

  it.each(inConnect.map((blueprint, index) => ({ ...blueprint, blueprint, index })))(
    "takes $title, brings a caller to an agent with what the voice agent gives, and shows the whole trail",
    async ({ blueprint, index }) => {
      const integrationId = asIntegrationId(await deploy(blueprint, index));
      const [ending] = endingsOf(blueprint.kind);
      const post = { ...ending?.gives?.example };
      const { contactId, attributes } = await call(integrationId, ending?.value ?? "", post);
      // An integration keeps what its settings name of it.
      const kept = JSON.stringify(attributes);
      expect(textsIn(post).filter((text) => kept.includes(text))).not.toEqual([]);
      const reader = must(await openTrail(tenantId, contactId));
      const trail = await until("the vendor, the queue and every function have their part", async () => {
        const read = await reader.readAll();
        const told = new Set(read.events.map(({ hop }) => hop));
        const isWhole = [...blueprint.needs, "queue", "agent"].every((hop) => told.has(hop as Hop));
        return isWhole && read.sources.every(({ state }) => state !== "failed") && read;
      });
      expect(trail.findings).toEqual([]);
      // Nobody ticked anything: that one call has proven the integration, and every manual step of it.
      const verdict = verdictOf(reader, trail, new Date());
      const results = await recordCall(tenantId, reader, trail, verdict);
      expect(results.get(integrationId)).toMatchObject({ kind: "verified" });
      const guide = must(await guideOf(tenantId, integrationId));
      // What no call can prove stays a person's to tick.
      const unprovable = guide.filter(({ proof }) => proof === undefined);
      expect(guide.filter((step) => !isDone(step)).map(({ row }) => row)).toEqual(
        unprovable.map(({ row }) => row),
      );
      expect(guide).not.toEqual([]);
      expect(guide.filter(({ tick }) => tick !== undefined)).toEqual([]);
      const setup = await loadSetup(tenantId);
      expect(setup).toMatchObject({ integrationId, verified: { contactId } });
      if (unprovable.length === 0) expect(setup).toMatchObject({ done: 6, next: undefined });
      expect(await openTrail(installation.tenantId, contactId)).toMatchObject({ ok: false });
      // Neither the first tenant's number nor another one of its own: only what the integration was given.
      const others = must(await listConnectChoices(tenantId, awsConnectionId)).phoneNumbers;
      for (const to of ["+12065550100", others[(index + 1) % others.length]?.name ?? ""]) {
        const wish = { tenantId, actor, integrationId, from: "+12065550199", to, ending: "agent" };
        expect(await placeTestCall(wish)).toMatchObject({ problem: { code: "number-not-here" } });
      }
      // The account has fewer numbers than there are kinds.
      await apply(integrationId, "remove");
    },
    60_000,
  );

  it("leaves the first tenant's account as it was", async () => {
    expect(await takeInventory(firstAccess.clients, firstAccess.instanceId)).toEqual(before);
  });
});

/** Every text that stands somewhere in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
