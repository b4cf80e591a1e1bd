import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { type PlanStep, physicalIdOf } from "@/lib/engine/plan-step";
import { type PlannedResource, parseOutputs, parsePlanned, parsePlanStep } from "@/lib/engine/stored-plan";
import { recordFlowVersion } from "@/lib/flow-library/record-version";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { Prisma } from "@/prisma/generated/client";
import type { DeploymentStatus, StepState } from "@/prisma/generated/enums";
import type { Released, StepOutcome } from "./apply-step";
import { type Ending, endLocked, stopLocked } from "./end-deployment";
import { changeHeld, type DeploymentKey, type Hold } from "./hold-deployment";
import { handoverType, keepHandover } from "./keep-handover";
import { countOtherUses, handOverPrevious, lockShared, noteFirstLook } from "./shared-things";
import { whoStopped } from "./stop-deployment";

export interface LoadedStep {
  step: PlanStep;
  resource: PlannedResource;
  state: StepState;
  attempts: number;
}

export interface LoadedDeployment {
  integrationId: IntegrationId;
  status: DeploymentStatus;
  steps: LoadedStep[];
}

/** Throws `plan-outdated` when another version wrote its steps in another form. */
export async function loadDeployment(key: DeploymentKey): Promise<LoadedDeployment | undefined> {
  const { tenantId, deploymentId } = key;
  return withTenant(tenantId, async (db) => {
    const deployment = await db.deployment.findUnique({
      where: { tenantId_id: { tenantId, id: deploymentId } },
    });
    const plan = deployment && (await db.plan.findFirst({ where: { id: deployment.planId } }));
    if (deployment === null || plan === null) return undefined;
    const rows = await db.deploymentStep.findMany({ where: { deploymentId }, orderBy: { position: "asc" } });
    const resources = new Map(parsePlanned(plan.desired).map((each) => [each.logicalId, each]));
    return {
      integrationId: deployment.integrationId,
      status: deployment.status,
      steps: rows.flatMap((row) => {
        const resource = resources.get(row.id);
        if (resource === undefined) return [];
        return [{ step: parsePlanStep(row.step), resource, state: row.state, attempts: row.attempts }];
      }),
    };
  });
}

/** Queued or running. */
export async function isActive({ tenantId, deploymentId }: DeploymentKey): Promise<boolean> {
  const where = { id: deploymentId, status: { in: ["queued", "running"] satisfies DeploymentStatus[] } };
  return withTenant(tenantId, async (db) => (await db.deployment.count({ where })) > 0);
}

/** Begins a step, unless a person has stopped the deployment meanwhile. */
export async function beginStep(hold: Hold, stepId: string): Promise<"begun" | "stopping"> {
  return changeHeld(hold, async (db, { stopRequestedBy }) => {
    if (stopRequestedBy !== null) return "stopping";
    await db.deploymentStep.updateMany({
      where: { deploymentId: hold.deploymentId, id: stepId },
      data: { state: "running", startedAt: new Date(), finishedAt: null, problem: Prisma.DbNull },
    });
    return "begun";
  });
}

/** The row of a resource whose step has begun: AWS has given it no ID yet. */
function newResourceRow(
  where: { tenantId: TenantId; integrationId: IntegrationId; logicalId: string },
  { step, resource }: Pick<LoadedStep, "step" | "resource">,
  deploymentId: string,
) {
  return {
    ...where,
    type: resource.type,
    name: step.name,
    physicalId: "",
    outputs: {},
    desired: toJson(resource),
    deploymentId,
  };
}

/** Before the first change of a step: that it was begun, and (where AWS keeps no tags) what stood there before us. */
export async function storeIntent(
  hold: Hold,
  integrationId: IntegrationId,
  { step, resource }: LoadedStep,
  previous: unknown,
): Promise<void> {
  const { tenantId, deploymentId } = hold;
  await changeHeld(hold, async (db) => {
    await db.deploymentStep.updateMany({
      where: { deploymentId, id: step.id },
      data: { attempts: { increment: 1 } },
    });
    if (step.action === "delete") return;
    const where = { tenantId, integrationId, logicalId: resource.logicalId };
    const kept = previous === undefined ? {} : { previous: toJson(previous) };
    await db.managedResource.upsert({
      where: { tenantId_integrationId_logicalId: where },
      create: { ...newResourceRow(where, { step, resource }, deploymentId), ...kept },
      update: kept,
    });
    await noteFirstLook(db, where);
  });
}

/**
 * Before a step looks at something shared that it wants: from now on this integration counts as one that uses it, so
 * that nobody removes it meanwhile.
 */
export async function claimShared(
  hold: Hold,
  integrationId: IntegrationId,
  { step, resource }: LoadedStep,
  sharedKey: string,
): Promise<void> {
  const { tenantId, deploymentId } = hold;
  const where = { tenantId, integrationId, logicalId: resource.logicalId };
  await changeHeld(hold, async (db) => {
    await lockShared(db, sharedKey);
    await db.managedResource.upsert({
      where: { tenantId_integrationId_logicalId: where },
      create: { ...newResourceRow(where, { step, resource }, deploymentId), sharedKey },
      update: { sharedKey, releasedAt: null },
    });
  });
}

/**
 * Before a step removes something shared: stores that this integration lets go, hands on what stood there before us, and
 * says how many others use it still. Only the last one may remove it; asked again after a kill, it counts again.
 */
export async function releaseShared(
  hold: Hold,
  integrationId: IntegrationId,
  { step }: LoadedStep,
  sharedKey: string,
): Promise<Released> {
  const { logicalId } = step;
  return changeHeld(hold, async (db) => {
    await lockShared(db, sharedKey);
    const where = { integrationId, logicalId };
    // Read under the lock: another's removal may have handed it to us since the plan.
    const row = await db.managedResource.findFirst({
      where,
      select: { name: true, outputs: true, previous: true },
    });
    // A record from before things were shared.
    await db.managedResource.updateMany({ where: { ...where, sharedKey: null }, data: { sharedKey } });
    // Before the release is stored: it asks whether this is the first one, and when the record was last written.
    await handOverPrevious(db, integrationId, logicalId);
    await db.managedResource.updateMany({ where, data: { releasedAt: new Date() } });
    const others = await countOtherUses(db, integrationId, logicalId);
    return { others, previous: row?.previous ?? undefined, ...(row && { outputs: parseOutputs(row) }) };
  });
}

/** After a step: its outcome and, with it, what our record says from now on. */
export async function storeOutcome(
  hold: Hold,
  integrationId: IntegrationId,
  { step, resource }: LoadedStep,
  outcome: StepOutcome,
): Promise<void> {
  const { tenantId, deploymentId } = hold;
  await changeHeld(hold, async (db) => {
    const isDone = outcome.kind === "made" || outcome.kind === "removed";
    await db.deploymentStep.updateMany({
      where: { deploymentId, id: step.id },
      data: {
        state: isDone ? "done" : "failed",
        finishedAt: new Date(),
        ...("problem" in outcome ? { problem: toJson(outcome.problem) } : {}),
      },
    });
    const where = { tenantId, integrationId, logicalId: step.logicalId };
    if (outcome.kind === "made") {
      if (resource.type === handoverType) {
        const { id: flowId = "", toFlow } = outcome.outputs;
        await keepHandover(
          db,
          { flowId, toFlow },
          { savedBy: await approverOf(db, deploymentId), deploymentId },
        );
      }
      const data = {
        type: resource.type,
        name: outcome.name,
        physicalId: physicalIdOf(outcome.outputs),
        outputs: toJson(outcome.outputs),
        desired: toJson(resource),
        deploymentId,
        ...(outcome.previous === undefined ? {} : { previous: toJson(outcome.previous) }),
      };
      await db.managedResource.upsert({
        where: { tenantId_integrationId_logicalId: where },
        create: { ...where, ...data },
        update: data,
      });
      await noteFirstLook(db, where);
      if (outcome.keptText !== undefined) {
        const { id: flowId = "", arn: flowArn = "" } = outcome.outputs;
        const published = { tenantId, flowId, flowArn, name: outcome.name, content: outcome.keptText };
        const savedBy = await approverOf(db, deploymentId);
        await recordFlowVersion(db, { ...published, savedBy, integrationId, deploymentId });
      }
    }
    if (outcome.kind === "removed") {
      // A renamed thing's record already speaks of the new one, and stays.
      const physicalId = resource.record?.physicalId ?? "";
      if (resource.type === handoverType) {
        const by = { savedBy: await approverOf(db, deploymentId), deploymentId };
        await keepHandover(db, { flowId: physicalId, toFlow: undefined }, by);
      }
      await db.managedResource.deleteMany({ where: { ...where, physicalId } });
    }
  });
}

async function approverOf(db: TenantDatabase, deploymentId: string): Promise<string> {
  const deployment = await db.deployment.findFirst({
    where: { id: deploymentId },
    select: { approvedById: true },
  });
  const id = deployment?.approvedById ?? null;
  const user = id === null ? null : await db.user.findFirst({ where: { id }, select: { name: true } });
  return user?.name ?? "worker";
}

export async function markBlocked(hold: Hold, stepIds: readonly string[]): Promise<void> {
  if (stepIds.length === 0) return;
  await changeHeld(hold, (db) =>
    db.deploymentStep.updateMany({
      where: { deploymentId: hold.deploymentId, id: { in: [...stepIds] } },
      data: { state: "blocked" },
    }),
  );
}

export async function endDeployment(hold: Hold, ending: Ending): Promise<void> {
  await changeHeld(hold, (db) => endLocked(db, hold.tenantId, hold.deploymentId, ending));
}

/** Ends it as a person wanted: what was begun has finished, or its worker died with it. */
export async function endStopped(hold: Hold): Promise<void> {
  const { tenantId, deploymentId } = hold;
  await changeHeld(hold, async (db, { stopRequestedBy, purpose }) => {
    await stopLocked(db, tenantId, deploymentId, whoStopped(stopRequestedBy ?? "Somebody", purpose));
  });
}
