import { listChanges } from "@/lib/access/audit/list-changes";
import { type Actor, type Json, recordAudit } from "@/lib/access/audit/record-audit";
import { holdOpen } from "@/lib/access/tenant/hold-open";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { violates } from "@/lib/access/tenant/violated-constraint";
import { describeFailure } from "@/lib/aws/describe-failure";
import { countConflicts } from "@/lib/engine/plan";
import { parsePlanned, parsePlanSteps, problemOf } from "@/lib/engine/stored-plan";
import { isSame } from "@/lib/forms/settings-paths";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { notifyTenant } from "@/lib/jobs/notify";
import { formatUtc } from "@/lib/kernel/format-utc";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { bypassTurnedSince, isBeforeTurn, lockTurn } from "./bypass-turn";
import { handedOverSince, isHandedOverSince, refuseWhileTurned } from "./joined-flows";
import { parseRestores } from "./make-plan";
import { refuseTakenNumbers } from "./numbers-in-use";
import { hasOtherPrefix, prefixChangedSince } from "./plan-prefix";
import { queueOf } from "./queue-of";

/**
 * Approves a plan: exactly its steps are applied, by a worker. Only one deployment of an integration at a time.
 * @param request.confirmedName what a person typed to confirm a removal; it has to be the name of the plan's integration
 */
export async function startDeployment(request: {
  tenantId: TenantId;
  planId: string;
  actor: Actor;
  confirmedName?: string | undefined;
}): Promise<Result<{ deploymentId: string }>> {
  const { tenantId, planId, actor } = request;
  const found = await withTenant(tenantId, (db) => loadForStart(db, request)).catch((error) =>
    fail(problemOf(error)),
  );
  if (!found.ok) return found;
  const { plan, steps, integration } = found.value;
  let queue: string;
  try {
    queue = await queueOf(tenantId, integration);
  } catch (error) {
    return fail(describeFailure(error));
  }
  try {
    return await withTenant(tenantId, async (db) => {
      const open = await holdOpen(db, tenantId);
      if (!open.ok) return open;
      const { turnedAt } = await lockTurn(db, plan.integrationId);
      if (isBeforeTurn(plan.createdAt, turnedAt)) return fail(bypassTurnedSince);
      if (await isHandedOverSince(db, plan.integrationId, plan.createdAt)) return fail(handedOverSince);
      if (await hasOtherPrefix(db, plan)) return fail(prefixChangedSince);
      const turned = await refuseWhileTurned(db, steps);
      if (turned !== undefined) return fail(turned);
      const restored = await restoreSettings(db, { tenantId, actor, plan });
      if (!restored.ok) return restored;
      const { id } = await db.deployment.create({
        data: {
          tenantId,
          integrationId: plan.integrationId,
          planId,
          purpose: plan.purpose,
          approvedById: actor.userId ?? null,
          activeKey: plan.integrationId,
          queue,
        },
        select: { id: true },
      });
      await db.deploymentStep.createMany({
        data: steps.map((step, position) => ({
          tenantId,
          deploymentId: id,
          id: step.id,
          position,
          step: toJson(step),
        })),
      });
      const detail = { purpose: plan.purpose, plan: planId, changes: plan.changes };
      await recordAudit(db, { tenantId, actor, action: "deployment:approve", target: id, detail });
      await enqueueJob(db, "apply-deployment", { tenantId, deploymentId: id }, { queue, jobKey: id });
      await notifyTenant(db, tenantId, `integration:${plan.integrationId}`);
      return succeed({ deploymentId: id });
    });
  } catch (error) {
    if (!isActiveKeyTaken(error)) throw error;
    return withTenant(tenantId, async (db) => fail(await describeRunning(db, plan.integrationId)));
  }
}

/** True when the integration already has a deployment that is queued or running. */
export function isActiveKeyTaken(error: unknown): boolean {
  return violates(error, "Deployment_tenantId_activeKey_key");
}

/** Who deploys at the moment, and since when (UTC). */
export async function describeRunning(db: TenantDatabase, integrationId: IntegrationId): Promise<Problem> {
  const running = await db.deployment.findFirst({ where: { activeKey: integrationId } });
  const approval =
    running === null
      ? null
      : await db.auditEvent.findFirst({
          where: { target: running.id, action: { in: ["deployment:approve", "deployment:retry"] } },
          orderBy: { id: "desc" },
        });
  const since = formatUtc(running?.createdAt ?? new Date());
  return {
    code: "deployment-running",
    sentence: `${approval?.actorName ?? "Someone"} started a deployment of this integration at ${since}, and it hasn't ended yet. Nothing was started.`,
    wayOut: "Watch or stop that deployment. After it ends, create a new plan.",
  };
}

async function loadForStart(
  db: TenantDatabase,
  { tenantId, planId, confirmedName }: Parameters<typeof startDeployment>[0],
) {
  const plan = isUuid(planId) ? await db.plan.findFirst({ where: { id: planId } }) : null;
  const integration =
    plan === null
      ? null
      : await db.integration.findUnique({ where: { tenantId_id: { tenantId, id: plan.integrationId } } });
  if (plan === null || integration === null) return fail(planNotFound);
  // Whatever isn't a plain deployment needs the name.
  if (plan.purpose !== "deploy" && confirmedName?.trim() !== integration.name) return fail(nameNotTyped);
  const running = await db.deployment.findFirst({ where: { activeKey: plan.integrationId } });
  if (running !== null) return fail(await describeRunning(db, plan.integrationId));
  const steps = parsePlanSteps(plan.steps);
  // The worker reads these again; what it couldn't read is not approved.
  parsePlanned(plan.desired);
  const conflicts = countConflicts(steps);
  if (conflicts > 0) return fail(hasConflicts(conflicts));
  // Going back may be a matter of the saved settings alone.
  if (plan.changes === 0 && plan.restores === null) return fail(nothingToDo);
  if ((await db.deployment.count({ where: { planId } })) > 0) return fail(planUsed);
  return succeed({ plan, steps, integration });
}

/** Of a plan that goes back to an earlier deployment: what it deploys is saved too, unless others were saved since. */
async function restoreSettings(
  db: TenantDatabase,
  { tenantId, actor, plan }: { tenantId: TenantId; actor: Actor; plan: PlanRow },
): Promise<Result<null>> {
  const restores = parseRestores(plan.restores);
  if (restores === undefined) return succeed(null);
  const where = { tenantId_id: { tenantId, id: plan.integrationId } };
  const { settings, ...integration } = await db.integration.findUniqueOrThrow({
    where,
    select: { id: true, awsConnectionId: true, settings: true },
  });
  if (!isSame(settings, restores.saved)) return fail(settingsSavedSince);
  const free = await refuseTakenNumbers(db, integration, plan.settings);
  if (!free.ok) return free;
  await db.integration.update({ where, data: { settings: toJson(plan.settings) } });
  const changes = toJson(listChanges(Object(settings), Object(plan.settings))) as Json;
  const detail = { changes, restores: restores.deploymentId };
  await recordAudit(db, {
    tenantId,
    actor,
    action: "integration:settings",
    target: plan.integrationId,
    detail,
  });
  return succeed(null);
}

type PlanRow = NonNullable<Awaited<ReturnType<TenantDatabase["plan"]["findFirst"]>>>;

const settingsSavedSince = {
  code: "settings-saved-since",
  sentence: "Other settings were saved after this plan was created. Nothing was started.",
  wayOut: "Go back to the earlier deployment again from the history to see the difference.",
};
const planNotFound = {
  code: "plan-not-found",
  sentence: "This plan doesn't exist.",
  wayOut: "Create a new plan.",
};
const nameNotTyped = {
  code: "name-not-typed",
  sentence: "The name you typed doesn't match the integration's name. Nothing was removed.",
  wayOut: "Type the name exactly as shown above the field.",
};
const planUsed = {
  code: "plan-used",
  sentence: "This plan was already approved. Nothing was started.",
  wayOut: "Reload the page to open its deployment, or create a new plan.",
};
const nothingToDo = {
  code: "nothing-to-do",
  sentence: "No changes needed. Nothing was started.",
  wayOut: "To deploy changes, change the settings first.",
};

function hasConflicts(conflicts: number): Problem {
  return {
    code: "plan-has-conflicts",
    sentence: `${conflicts === 1 ? "One resource" : `${conflicts} resources`} in the account ${conflicts === 1 ? "conflicts" : "conflict"} with this plan. Nothing was started.`,
    wayOut: "Resolve the conflicts shown in the plan, then plan again.",
  };
}
