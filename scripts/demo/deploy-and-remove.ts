import { setTimeout as pause } from "node:timers/promises";
import { withTenant } from "@/lib/access/tenant/scope";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { type DeploymentView, readDeployment } from "@/lib/deployments/read-deployment";
import { startDeployment } from "@/lib/deployments/start-deployment";
import { createIntegration } from "@/lib/integrations/store";
import type { Bench } from "./connect-sandbox";
import type { DemoResult } from "./demo-result";
import { demoVendor } from "./demo-vendor";
import type { Say } from "./make-story";
import { must, tellProblem } from "./must";

/** The sandbox takes seconds; this only keeps the demo from hanging. */
const maxDeploymentSeconds = 240;
const secondsBetweenLooks = 0.2;
const ended = ["succeeded", "failed", "stopped"];

/** Makes the integration that is shown, on the number and queue that the sandbox account has. */
export async function makeIntegration(bench: Bench, phoneNumber: string): Promise<string> {
  const { actor, tenantId, awsConnectionId, vendorConnectionId, queueId } = bench;
  const { name: vendor, demo } = demoVendor();
  const settings = { queueId, entry: { kind: "numbers", testNumbers: [phoneNumber] } };
  const made = await withTenant(tenantId, (db) =>
    createIntegration(db, {
      tenantId,
      actor,
      blueprint: demo.blueprint,
      name: demo.integrationName,
      settings,
      awsConnectionId,
      vendorConnections: { [vendor]: vendorConnectionId },
    }),
  );
  return must(made).id;
}

/** Plans, approves, and waits until a worker has applied it. */
export async function applyPlan(
  bench: Bench,
  integrationId: string,
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
      confirmedName: demoVendor().demo.integrationName,
    }),
  );
  const deployment = await waitForEnd(tenantId, deploymentId, say);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { status: deployment.status, steps: deployment.steps.length, seconds };
}

/** How much a plan made now would change. */
export async function countPlannedChanges(
  { actor, tenantId }: Bench,
  integrationId: string,
  say: Say,
): Promise<number> {
  const { changes, steps } = must(await makePlan({ tenantId, integrationId, purpose: "deploy", actor }));
  for (const step of steps.filter(({ action }) => action !== "keep"))
    say(`${step.action} ${step.title} ${step.name}`);
  if (changes === 0) say("nothing to do");
  return changes;
}

async function waitForEnd(tenantId: string, deploymentId: string, say: Say): Promise<DeploymentView> {
  const deadline = performance.now() + maxDeploymentSeconds * 1000;
  const told = new Set<string>();
  for (;;) {
    const deployment = await withTenant(tenantId, (db) => readDeployment(db, deploymentId));
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
