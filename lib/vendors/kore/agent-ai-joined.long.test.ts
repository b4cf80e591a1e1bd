import { DescribeContactFlowCommand, UpdateContactFlowContentCommand } from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { numbersOfSettings } from "@/lib/blueprints/shared/entry";
import { setBypass } from "@/lib/deployments/bypass";
import { planGoingBack } from "@/lib/deployments/go-back";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { loadIntegration } from "@/lib/deployments/load-integration";
import { makePlan } from "@/lib/deployments/make-plan";
import { runDeployment } from "@/lib/deployments/run-deployment";
import { startDeployment } from "@/lib/deployments/start-deployment";
import { asIntegrationId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";

let installation: SeededInstallation;
let voice = asIntegrationId("");
let agentAi = asIntegrationId("");
let removalFromBefore = "";

beforeAll(async () => {
  installation = await seedInstallation();
  voice = await installation.createIntegration({ kind: "kore-voice" });
  expect(await installation.deploy(voice)).toMatchObject({ status: "succeeded" });
  const { tenantId, actor } = installation;
  const removal = must(await makePlan({ tenantId, integrationId: voice, purpose: "remove", actor }));
  removalFromBefore = removal.planId;
  agentAi = await installation.createIntegration({
    kind: "agent-ai-ccp",
    settings: { joinedFlowId: await flowOf(voice), entry: { kind: "own-flow" } },
  });
});
afterAll(() => installation?.stop());

describe("a Kore voice agent whose callers go on to Agent AI", () => {
  it("is joined by one plan, and then neither integration has anything to do", async () => {
    const plan = must(await planOf(agentAi));
    expect(plan.conflicts).toBe(0);
    expect(plan.steps.find(({ id }) => id === "joined-flow")).toMatchObject({ action: "create" });
    expect(await installation.deploy(agentAi)).toMatchObject({ status: "succeeded" });
    for (const id of [agentAi, voice]) expect(await changesOf(id)).toEqual([]);
  });

  it("can't be deployed or removed by a plan from before it was joined", async () => {
    expect(await start(removalFromBefore)).toMatchObject({ problem: { code: "flow-handed-over-since" } });
  });

  it("brings callers to Agent AI's agents with what the voice agent posted", async () => {
    const post = { intent: "billing", score: 0.5 };
    const { attributes, blocks } = await installation.call(voice, "agent", post);
    expect(JSON.parse(attributes.customData ?? "{}")).toMatchObject(post);
    expect(attributes.agentAiStatus).toBe("Success");
    expect(blocks).toContain("to-agent-flow");
  });

  it("goes on to Agent AI past the voice agent too", async () => {
    const { tenantId, actor } = installation;
    must(await setBypass({ tenantId, actor, integrationId: voice, on: true }));
    const { attributes, blocks } = await installation.call(voice);
    expect(blocks).not.toContain("transfer-to-kore");
    expect(attributes.agentAiStatus).toBe("Success");
    must(await setBypass({ tenantId, actor, integrationId: voice, on: false }));
    expect(await changesOf(voice)).toEqual([]);
  });

  it("belongs to one integration with Agent AI at a time", async () => {
    const settings = { joinedFlowId: await flowOf(voice), entry: { kind: "own-flow" } };
    const second = await installation.createIntegration({ kind: "agent-ai-ccp", settings, prefix: "second" });
    const step = must(await planOf(second)).steps.find(({ id }) => id === "joined-flow");
    expect(step).toMatchObject({ action: "conflict", problem: { code: "owned-by-other-integration" } });
    expect(step?.problem?.wayOut).toContain("let go of that flow");
  });

  it("shows what was changed in it by hand in its own plan alone, also when it goes back, and refuses the bypass", async () => {
    const { tenantId, actor } = installation;
    await editByHand((content) =>
      content.replace(/"FlowLoggingBehavior":"Enabled"/, '"FlowLoggingBehavior":"Disabled"'),
    );
    expect(await changesOf(agentAi)).toEqual([]);
    const [change, ...others] = await changesOf(voice);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ id: "flow", action: "update" });
    expect(change?.differences.map(({ path }) => path)).toEqual([
      expect.stringContaining("FlowLoggingBehavior"),
    ]);
    const first = await withTenant(tenantId, (db) =>
      db.deployment.findFirst({ where: { integrationId: voice } }),
    );
    const back = must(await planGoingBack({ tenantId, actor, deploymentId: first?.id ?? "" }));
    expect(back.steps.filter(({ action }) => action !== "keep")).toMatchObject([change]);
    const turned = await setBypass({ tenantId, actor, integrationId: voice, on: true });
    expect(turned).toMatchObject({ problem: { code: "bypass-flow-changed" } });
    expect(await installation.deploy(voice)).toMatchObject({ status: "succeeded" });
    for (const id of [agentAi, voice]) expect(await changesOf(id)).toEqual([]);
  });

  it("shows in both plans that somebody sent its callers elsewhere, and Agent AI's puts it back", async () => {
    const [own, theirs] = [await flowOf(voice), await flowOf(agentAi)];
    await editByHand((content) => content.replaceAll(`contact-flow/${theirs}`, `contact-flow/${own}`));
    expect(await changesOf(voice)).toMatchObject([{ id: "flow", action: "update" }]);
    expect(await changesOf(agentAi)).toMatchObject([
      { id: "joined-flow", action: "update", differences: [{ path: "toFlow" }] },
    ]);
    expect(await installation.deploy(agentAi)).toMatchObject({ status: "succeeded" });
    for (const id of [agentAi, voice]) expect(await changesOf(id)).toEqual([]);
  });

  it("goes to its own queue again before anything of Agent AI's is removed, and a caller on the line isn't lost", async () => {
    const { tenantId, actor } = installation;
    const removal = must(await makePlan({ tenantId, integrationId: agentAi, purpose: "remove", actor }));
    const order = removal.steps.map(({ logicalId }) => logicalId);
    expect(order.indexOf("joined-flow")).toBeLessThan(order.indexOf("flow"));
    expect(removal.steps.find(({ logicalId }) => logicalId === "flow")?.dependsOn).toEqual(
      expect.arrayContaining([expect.stringContaining("joined-flow")]),
    );
    // The call keeps the flow that it begins with: its transfer comes when Agent AI's flow is gone.
    const contactId = await dial({ seconds: { kore: 7 } });
    const deploymentId = await approvePlan({ tenantId, planId: removal.planId, actor });
    const turned = await setBypass({ tenantId, actor, integrationId: voice, on: true });
    expect(turned).toMatchObject({ problem: { code: "bypass-while-joining" } });
    await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
    expect(await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId))).toMatchObject({
      status: "succeeded",
    });
    const ended = await until(
      "the call has ended",
      async () => {
        const view = await seeCall(contactId);
        return view.state === "ended" && view;
      },
      30_000,
    );
    expect(ended.outcome).toBe("agent");
    const passed = ended.blocks.map(({ identifier }) => identifier);
    expect(passed.slice(-3)).toEqual(["to-agent-flow", "set-queue", "queue"]);
    expect(await changesOf(voice)).toEqual([]);
    const { blocks, outcome } = await installation.call(voice);
    expect(blocks).toContain("set-queue");
    expect(blocks).not.toContain("to-agent-flow");
    expect(outcome).toBe("agent");
  });
});

describe("a voice agent that is removed while Agent AI takes over its callers", () => {
  it("says so in its removal's plan, and Agent AI's plans say what to do then", async () => {
    const { tenantId, actor } = installation;
    must(await setBypass({ tenantId, actor, integrationId: voice, on: true }));
    const { planId } = must(await planOf(agentAi));
    await turningUntil(Date.now() + 30_000);
    const during = await startDeployment({ tenantId, actor, planId });
    expect(during).toMatchObject({ problem: { code: "joined-bypass-being-turned" } });
    await turningUntil(Date.now());
    expect(await installation.deploy(agentAi)).toMatchObject({ status: "succeeded" });
    for (const id of [agentAi, voice]) expect(await changesOf(id)).toEqual([]);
    const removal = must(await makePlan({ tenantId, integrationId: voice, purpose: "remove", actor }));
    expect(removal.steps.find(({ id }) => id === "remove:flow")?.summary).toContain("remove it from them");
    expect(await installation.deploy(voice, "remove")).toMatchObject({ status: "succeeded" });

    const step = must(await planOf(agentAi)).steps.find(({ id }) => id === "joined-flow");
    expect(step).toMatchObject({ action: "conflict", problem: { code: "handover-flow-missing" } });
    const last = must(await makePlan({ tenantId, integrationId: agentAi, purpose: "remove", actor }));
    expect(last.steps.find(({ id }) => id === "remove:joined-flow")?.summary).toContain("already deleted");
    expect(await installation.deploy(agentAi, "remove")).toMatchObject({ status: "succeeded" });
  });
});

const start = async (planId: string) => {
  const { tenantId, actor } = installation;
  const { name: confirmedName } = await withTenant(tenantId, (db) =>
    db.integration.findFirstOrThrow({ where: { id: voice } }),
  );
  return startDeployment({ tenantId, planId, actor, confirmedName });
};

/** As if somebody were turning the voice agent's bypass, for so long. */
const turningUntil = (time: number) =>
  withTenant(installation.tenantId, (db) =>
    db.integration.updateMany({ where: { id: voice }, data: { bypassTurnedAt: new Date(time) } }),
  );

/** Somebody edits the voice agent's flow in Connect. */
async function editByHand(edit: (content: string) => string): Promise<void> {
  const { tenantId, awsConnectionId } = installation;
  const { clients, instanceId } = await openAwsConnection(tenantId, awsConnectionId, "deploy");
  const target = { InstanceId: instanceId, ContactFlowId: await flowOf(voice) };
  const { ContactFlow } = await clients.connect.send(new DescribeContactFlowCommand(target));
  const before = ContactFlow?.Content ?? "";
  const after = edit(before);
  expect(after).not.toBe(before);
  await clients.connect.send(new UpdateContactFlowContentCommand({ ...target, Content: after }));
}

/** Calls the voice agent, and doesn't wait for the end. */
async function dial(wish: object): Promise<string> {
  const { tenantId, sandbox } = installation;
  const { settings } = await withTenant(tenantId, (db) =>
    db.integration.findFirstOrThrow({ where: { id: voice } }),
  );
  const call = { from: "+12065550198", to: numbersOfSettings(settings)[0], ending: "agent", ...wish };
  return z.object({ contactId: z.string() }).parse(await tellSandbox(sandbox, "POST", "calls", call))
    .contactId;
}

const seeCall = async (contactId: string) =>
  z
    .object({
      state: z.string(),
      outcome: z.string().optional(),
      blocks: z.array(z.object({ identifier: z.string() })),
    })
    .parse(await tellSandbox(installation.sandbox, "GET", `calls/${contactId}`));

async function flowOf(integrationId: typeof voice): Promise<string> {
  const { tenantId } = installation;
  const found = await withTenant(tenantId, (db) => loadIntegration(db, tenantId, integrationId));
  return found?.outputs.flow?.id ?? "";
}

const planOf = (integrationId: typeof voice) =>
  makePlan({
    tenantId: installation.tenantId,
    actor: installation.actor,
    integrationId,
    purpose: "deploy",
  });

async function changesOf(integrationId: typeof voice) {
  const { steps } = must(await planOf(integrationId));
  return steps
    .filter(({ action }) => action !== "keep")
    .map(({ id, action, differences }) => ({ id, action, differences }));
}
