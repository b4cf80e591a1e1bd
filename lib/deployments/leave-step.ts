import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import type { PlanStep } from "@/lib/engine/plan-step";
import { parsePlanned, parsePlanStep, problemOf } from "@/lib/engine/stored-plan";
import { notifyTenant } from "@/lib/jobs/notify";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result } from "@/lib/kernel/result";
import { accountVendorOf } from "@/lib/vendors/account-vendor";
import { findBlueprint } from "@/lib/vendors/blueprints";
import { leftInAccount } from "./left-in-account";
import { mayGoOn, retryDeployment } from "./retry-deployment";

interface LeaveRequest {
  tenantId: TenantId;
  deploymentId: string;
  stepId: string;
  actor: Actor;
}

/**
 * "Leave it in the account": what a removal could not delete or put back stays there, our record of it goes, and the rest
 * of the removal goes on. So a removal always ends, whatever AWS refuses.
 */
export async function leaveStep(request: LeaveRequest): Promise<Result<{ deploymentId: string }>> {
  const { tenantId, deploymentId, actor } = request;
  const refused = await withTenant(tenantId, (db) => markLeft(db, request)).catch(problemOf);
  return refused === undefined ? retryDeployment({ tenantId, deploymentId, actor }) : fail(refused);
}

async function markLeft(
  db: TenantDatabase,
  { tenantId, deploymentId, stepId, actor }: LeaveRequest,
): Promise<Problem | undefined> {
  const deployment = isUuid(deploymentId)
    ? await db.deployment.findFirst({
        where: { id: deploymentId },
        include: { plan: true, integration: { select: { blueprint: true } } },
      })
    : null;
  const row = deployment && (await db.deploymentStep.findFirst({ where: { deploymentId, id: stepId } }));
  if (deployment === null || row === null) return notToLeave;
  const step = parsePlanStep(row.step);
  if (step.action !== "delete") return notToLeave;
  // Locked by its state: a retry that has begun meanwhile stands.
  const { count } = mayGoOn(deployment)
    ? await db.deploymentStep.updateMany({
        where: { deploymentId, id: stepId, state: "failed" },
        data: {
          state: "done",
          problem: toJson(wasLeft(step, actor, portalOf(deployment.integration.blueprint))),
        },
      })
    : { count: 0 };
  if (count === 0) return notToLeave;
  const planned = parsePlanned(deployment.plan.desired);
  const physicalId = planned.find((each) => each.logicalId === stepId)?.record?.physicalId ?? "";
  const { integrationId } = deployment;
  await db.managedResource.deleteMany({ where: { integrationId, logicalId: step.logicalId, physicalId } });
  const detail = { step: stepId, name: step.name, physicalId };
  await recordAudit(db, { tenantId, actor, action: "deployment:leave", target: deploymentId, detail });
  await notifyTenant(db, tenantId, `deployment:${deploymentId}`);
  return undefined;
}

/** Where a person deletes it, after "in". */
function portalOf(kind: string): string {
  const blueprint = findBlueprint(kind);
  return (blueprint && accountVendorOf(blueprint)?.account.portal) ?? "the AWS console";
}

function wasLeft(step: PlanStep, actor: Actor, portal: string): Problem {
  return {
    code: leftInAccount,
    sentence: `${step.title} "${step.name}" stays in the account: ${actor.name} decided to leave it.`,
    wayOut: `Delete it in ${portal} when nothing uses it anymore.`,
  };
}

const notToLeave = {
  code: "step-not-left",
  sentence: "Only resources that a removal failed to delete can be left in the account. Nothing was changed.",
  wayOut: "Reload the page to see the current state.",
};
