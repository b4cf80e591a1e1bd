import { afterAll, beforeAll, expect, test } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { listCallFaults } from "@/lib/calls/list-faults";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { probeConnection } from "@/lib/connections/store";
import { buildTrail } from "@/lib/contacts/trail/build-trail";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { makePlan } from "@/lib/deployments/make-plan";
import { guideOf } from "@/lib/integrations/guide";
import { loadOverview } from "@/lib/integrations/overview";
import { asIntegrationId, type ContactId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";
import { metadataNeverPosted } from "@/lib/trail/findings/metadata-never-posted";
import { vendors } from "@/lib/vendors/registry";

let installation: SeededInstallation;
let integrationId = asIntegrationId("");
beforeAll(async () => {
  installation = await seedInstallation();
});
afterAll(() => installation?.stop());

test("the simulated voice agent's health check is proven", async () => {
  const { tenantId, actor } = installation;
  const report = must(await probeConnection(tenantId, installation.vendorConnectionId("sip"), actor));
  expect(report).toMatchObject({ state: "proven" });
});

test("is deployed, and then there is nothing to do", async () => {
  const { tenantId, actor } = installation;
  integrationId = await installation.createIntegration({ kind: "sip-voice" });
  expect(await installation.deploy(integrationId)).toMatchObject({ status: "succeeded" });
  const second = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
  expect(new Set(second.steps.map(({ action }) => action))).toEqual(new Set(["keep"]));
});

test("a caller comes to an agent with what the voice agent posted, word for word", async () => {
  const post = { intent: "billing", score: 0.5, account: "12345678901234567890" };
  const call = await installation.call(integrationId, "agent", post);
  expect(call.outcome).toBe("agent");
  expect(call.attributes).toMatchObject({ customData: JSON.stringify(post), metadataStatus: "found" });
  const trail = await trailOf(call.contactId);
  expect(trail.findings).toEqual([]);
  const hops = new Set(trail.events.map(({ hop }) => hop));
  for (const hop of ["number", "flow", "sip", "api", "store", "retrieve", "queue", "agent"]) {
    expect(hops).toContain(hop);
  }
});

test("a test call without a body of its own posts the one from the settings", async () => {
  const call = await installation.call(integrationId);
  expect(JSON.parse(call.attributes.customData ?? "")).toMatchObject({ intent: "billing" });
});

test.each([
  ["agent-never-posts", metadataNeverPosted.code],
  ["agent-wrong-token", "authorizer-denied"],
  ["agent-posts-late", "metadata-late"],
  ["sip-refused", "transfer-failed"],
] as const)("of a call with the fault %s, the trail finds %s", async (fault, code) => {
  const { tenantId, actor } = installation;
  const placed = must(
    await placeTestCall({ tenantId, actor, integrationId, from: "+12065550199", ending: "agent", fault }),
  );
  if (placed.kind !== "placed") throw new Error(placed.sentence);
  const { contactId } = placed;
  await until(
    "the call has ended",
    async () => (await tellSandbox(installation.sandbox, "GET", `calls/${contactId}`)).state === "ended",
    40_000,
  );
  const codes = async () => (await trailOf(contactId)).findings.map((finding) => finding.code);
  await expect.poll(codes, { timeout: 30_000 }).toContain(code);
});

test("offers the faults of a SIP voice agent, and no other vendor's", async () => {
  const { tenantId } = installation;
  const names = must(await listCallFaults(tenantId, integrationId)).map(({ name }) => name);
  expect(names).toContain("agent-posts-other-contact");
  const others = vendors.flatMap(({ name }) => (name === "sip" ? [] : [name]));
  expect(names.filter((name) => others.some((other) => name.startsWith(other)))).toEqual([]);
});

test("draws its picture, and guides with this tenant's values", async () => {
  const { tenantId } = installation;
  const [overview] = await loadOverview(tenantId);
  expect(overview).toMatchObject({ isDeployed: true, problem: undefined });
  const guide = must(await guideOf(tenantId, integrationId));
  const valuesOf = (row: string) =>
    guide.flatMap((step) => (step.row === row ? step.values.map(({ value }) => value ?? "") : []));
  expect(valuesOf("SV-07")[1]).toMatch(/\/metadata\?contactId=\{contactId\}$/);
  expect(valuesOf("SV-08")[0]).toContain("authorizationToken: $TOKEN");
  expect(valuesOf("SV-06")[0]).toBe("sip:+12065551119@sip.voice-agent.example:5060");
});

test("is removed without a trace", async () => {
  const { tenantId, actor } = installation;
  expect(await installation.deploy(integrationId, "remove")).toMatchObject({ status: "succeeded" });
  const gone = must(await makePlan({ tenantId, integrationId, purpose: "remove", actor }));
  expect(gone.steps).toEqual([]);
});

test("without metadata, a caller comes back to the queue, and the account has no API and no function", async () => {
  const { tenantId } = installation;
  const bare = await installation.createIntegration({
    kind: "sip-voice",
    prefix: "bare-",
    settings: { hasMetadata: false },
  });
  expect(await installation.deploy(bare)).toMatchObject({ status: "succeeded" });
  const call = await installation.call(bare);
  expect(call.outcome).toBe("agent");
  expect(call.attributes.customData).toBeUndefined();
  expect((await trailOf(call.contactId)).findings).toEqual([]);
  const types = await withTenant(tenantId, (db) =>
    db.managedResource.findMany({ where: { integrationId: bare }, select: { type: true } }),
  );
  expect(types.map(({ type }) => type)).not.toContain("lambda-function");
  expect(await installation.deploy(bare, "remove")).toMatchObject({ status: "succeeded" });
});

/** As somebody sees it who looks when every late line has come. */
async function trailOf(contactId: ContactId) {
  const reader = must(await openTrail(installation.tenantId, contactId));
  const { sources, facts } = await reader.readAll();
  return buildTrail(contactId, sources, new Date(Date.now() + 60_000), facts);
}
