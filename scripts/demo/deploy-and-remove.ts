import { setTimeout as pause } from "node:timers/promises";
import { withTenant } from "@/lib/access/tenant/scope";
import { type DeploymentView, loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { loadIntegration } from "@/lib/deployments/load-integration";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { startDeployment } from "@/lib/deployments/start-deployment";
import { defaultSettings } from "@/lib/integrations/create-with-defaults";
import { createIntegration, loadIntegrationView } from "@/lib/integrations/store";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { Bench } from "./connect-sandbox";
import type { DemoResult } from "./demo-result";
import { findDemo } from "./find-demo";
import type { Say } from "./make-story";
import { must, tellProblem } from "./must";

/** The sandbox takes seconds; this only keeps the demo from hanging. */
const maxDeploymentSeconds = 240;
const secondsBetweenLooks = 0.2;
const ended = ["succeeded", "failed", "stopped"];

/**
 * Makes the integration that is shown, on the queue that the sandbox account has. With a number, callers come in by it;
 * with the flow of another integration, by that one.
 */
export async function makeIntegration(
  bench: Bench,
  entry: string | { joinedFlowId: string },
  { demo } = findDemo(),
): Promise<IntegrationId> {
  const { actor, tenantId, aws, vendorConnections } = bench;
  const wanted = {
    tenantId,
    blueprint: demo.blueprint,
    ...(aws && { awsConnectionId: aws.connectionId }),
    vendorConnections,
  };
  const settings = {
    ...must(await defaultSettings(wanted)),
    ...demo.settings,
    ...(aws && { queueId: aws.queueId, ...entryOf(entry) }),
  };
  const made = await withTenant(tenantId, (db) =>
    createIntegration(db, { ...wanted, actor, name: demo.integrationName, settings }),
  );
  return must(made).id;
}

function entryOf(entry: string | { joinedFlowId: string }) {
  return typeof entry === "string"
    ? { entry: { kind: "numbers", testNumbers: [entry] } }
    : { entry: { kind: "own-flow" }, ...entry };
}

/** The flow that an integration deployed. */
export async function findFlow({ tenantId }: Bench, integrationId: IntegrationId): Promise<string> {
  const integration = await withTenant(tenantId, (db) => loadIntegration(db, tenantId, integrationId));
  const id = integration?.outputs.flow?.id;
  if (id === undefined) throw new Error("The integration that was just deployed has no flow.");
  return id;
}

/** Plans, approves, and waits until a worker has applied it. */
export async function applyPlan(
  bench: Bench,
  integrationId: IntegrationId,
  purpose: PlanPurpose,
  say: Say,
): Promise<DemoResult["deployment"]> {
  const { actor, tenantId } = bench;
  const plan = must(await makePlan({ tenantId, integrationId, purpose, actor }));
  say(`${plan.changes} changes planned, ${plan.conflicts} conflicts`);
  const began = performance.now();
  const { deploymentId } = must(
    await startDeployment({
      tenantId,
      planId: plan.planId,
      actor,
      confirmedName: await nameOf(tenantId, integrationId),
    }),
  );
  const deployment = await waitForEnd(tenantId, deploymentId, say);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { status: deployment.status, steps: deployment.steps.length, seconds };
}

async function nameOf(tenantId: TenantId, integrationId: IntegrationId): Promise<string> {
  return withTenant(tenantId, async (db) => (await loadIntegrationView(db, integrationId))?.name ?? "");
}

/** How much a plan made now would change. */
export async function countPlannedChanges(
  { actor, tenantId }: Bench,
  integrationId: IntegrationId,
  say: Say,
): Promise<number> {
  const { changes, steps } = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
  for (const step of steps.filter(({ action }) => action !== "keep"))
    say(`${step.action} ${step.title} ${step.name}`);
  if (changes === 0) say("nothing to do");
  return changes;
}

async function waitForEnd(tenantId: TenantId, deploymentId: string, say: Say): Promise<DeploymentView> {
  const deadline = performance.now() + maxDeploymentSeconds * 1000;
  const told = new Set<string>();
  for (;;) {
    const deployment = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
    if (!deployment) throw new Error("The deployment that was just started can't be read.");
    for (const { id, step, state, problem } of deployment.steps) {
      if (told.has(id) || !["done", "failed", "blocked"].includes(state)) continue;
      told.add(id);
      say(`${state === "done" ? "✓" : "✗"} ${step.action} ${step.title} ${step.name}`);
      if (problem) say(`  ${tellProblem(problem)}`);
    }
    if (ended.includes(deployment.status)) {
      if (deployment.problem) say(`  ${tellProblem(deployment.problem)}`);
      return deployment;
    }
    if (performance.now() > deadline) throw new Error(`The deployment is still ${deployment.status}.`);
    await pause(secondsBetweenLooks * 1000);
  }
}
