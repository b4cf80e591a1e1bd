import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { loadIntegration } from "@/lib/deployments/load-integration";
import { makePlan } from "@/lib/deployments/make-plan";
import { updateSettings } from "@/lib/integrations/store";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";

let installation: SeededInstallation;
let first = asIntegrationId("");
let second = asIntegrationId("");
let agentAi = asIntegrationId("");

beforeAll(async () => {
  installation = await seedInstallation();
  first = await installation.createIntegration({ kind: "kore-voice" });
  second = await installation.createIntegration({
    ...{ kind: "kore-voice", prefix: "second", settings: { entry: { kind: "own-flow" } } },
  });
  for (const id of [first, second])
    expect(await installation.deploy(id)).toMatchObject({ status: "succeeded" });
  const settings = { joinedFlowId: await flowOf(first), entry: { kind: "own-flow" } };
  agentAi = await installation.createIntegration({ kind: "agent-ai-ccp", settings });
  expect(await installation.deploy(agentAi)).toMatchObject({ status: "succeeded" });
});
afterAll(() => installation?.stop());

it("Agent AI lets go of one voice agent when it takes over another, and of that one when it takes over none", async () => {
  expect(await handedOver()).toEqual([true, false]);
  await join(await flowOf(second));
  expect(await changesOf(agentAi)).toEqual(["joined-flow", "remove:joined-flow"]);
  expect(await installation.deploy(agentAi)).toMatchObject({ status: "succeeded" });
  expect(await handedOver()).toEqual([false, true]);
  for (const id of [first, second, agentAi]) expect(await changesOf(id)).toEqual([]);
  const { blocks, outcome } = await installation.call(first);
  expect(blocks).toContain("set-queue");
  expect(outcome).toBe("agent");

  await join(undefined);
  expect(await changesOf(agentAi)).toEqual(expect.arrayContaining(["remove:joined-flow"]));
  expect(await installation.deploy(agentAi)).toMatchObject({ status: "succeeded" });
  expect(await handedOver()).toEqual([false, false]);
  for (const id of [first, second, agentAi]) expect(await changesOf(id)).toEqual([]);

  await join(await flowOf(first));
  expect(await installation.deploy(agentAi)).toMatchObject({ status: "succeeded" });
  expect(await handedOver()).toEqual([true, false]);
  expect(await installation.deploy(agentAi, "remove")).toMatchObject({ status: "succeeded" });
  expect(await handedOver()).toEqual([false, false]);
  for (const id of [first, second]) expect(await changesOf(id)).toEqual([]);
});

async function join(joinedFlowId: string | undefined): Promise<void> {
  const { tenantId, actor } = installation;
  await withTenant(tenantId, async (db) => {
    const { settings } = await db.integration.findFirstOrThrow({ where: { id: agentAi } });
    const changed = { ...Object(settings), joinedFlowId };
    must(await updateSettings(db, { tenantId, actor, id: agentAi, settings: changed }));
  });
}

async function handedOver(): Promise<boolean[]> {
  const { tenantId } = installation;
  return withTenant(tenantId, async (db) => {
    const found = [await loadIntegration(db, tenantId, first), await loadIntegration(db, tenantId, second)];
    return found.map((each) => each?.handover !== undefined);
  });
}

async function flowOf(id: typeof first): Promise<string> {
  const { tenantId } = installation;
  const found = await withTenant(tenantId, (db) => loadIntegration(db, tenantId, id));
  return found?.outputs.flow?.id ?? "";
}

async function changesOf(integrationId: typeof first): Promise<string[]> {
  const { tenantId, actor } = installation;
  const { steps } = must(await makePlan({ tenantId, actor, integrationId, purpose: "deploy" }));
  return steps.filter(({ action }) => action !== "keep").map(({ id }) => id);
}
