import { z } from "zod";
import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { holdOpen } from "@/lib/access/tenant/hold-open";
import { withTenant } from "@/lib/access/tenant/scope";
import { describeFailure } from "@/lib/aws/describe-failure";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { notifyTenant } from "@/lib/jobs/notify";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { Prisma } from "@/prisma/generated/client";
import { bypassTurnedSince, isBeforeTurn, lockTurn } from "./bypass-turn";
import { stoppedByPerson, stoppedByWatchdog } from "./end-deployment";
import { handedOverSince, isHandedOverSince, refuseWhileTurned } from "./joined-flows";
import { hasOtherPrefix, prefixChangedSince } from "./plan-prefix";
import { queueOf } from "./queue-of";
import { describeRunning, isActiveKeyTaken } from "./start-deployment";

/** "Try again" and "Continue": goes on where a deployment failed or was stopped, with the same approved steps. */
export async function retryDeployment(request: {
  tenantId: TenantId;
  deploymentId: string;
  actor: Actor;
}): Promise<Result<{ deploymentId: string }>> {
  const { tenantId, deploymentId, actor } = request;
  const found = isUuid(deploymentId)
    ? await withTenant(tenantId, async (db) => {
        const deployment = await db.deployment.findFirst({ where: { id: deploymentId } });
        const integration =
          deployment && (await db.integration.findFirst({ where: { id: deployment.integrationId } }));
        return deployment && integration ? { deployment, integration } : undefined;
      })
    : undefined;
  if (found === undefined) return fail(deploymentNotFound);
  const { deployment, integration } = found;
  if (!mayGoOn(deployment)) return fail(notFailed);
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
      const { turnedAt } = await lockTurn(db, integration.id);
      if (isBeforeTurn(deployment.createdAt, turnedAt)) return fail(bypassTurnedSince);
      if (await isHandedOverSince(db, integration.id, deployment.createdAt)) return fail(handedOverSince);
      const { steps, prefix } = await db.plan.findFirstOrThrow({
        where: { id: deployment.planId },
        select: { steps: true, prefix: true },
      });
      if (await hasOtherPrefix(db, { integrationId: integration.id, prefix }))
        return fail(prefixChangedSince);
      const turned = await refuseWhileTurned(db, steps);
      if (turned !== undefined) return fail(turned);
      const newer = await db.deployment.count({
        where: { integrationId: integration.id, createdAt: { gt: deployment.createdAt } },
      });
      if (newer > 0) return fail(newerSince);
      const { count } = await db.deployment.updateMany({
        where: { id: deploymentId, status: deployment.status },
        data: {
          status: "queued",
          activeKey: integration.id,
          queue,
          finishedAt: null,
          problem: Prisma.DbNull,
          stopRequestedAt: null,
          stopRequestedBy: null,
        },
      });
      if (count === 0) return fail(await describeRunning(db, integration.id));
      await db.deploymentStep.updateMany({
        where: { deploymentId, state: { in: ["failed", "blocked"] } },
        data: { state: "pending", startedAt: null, finishedAt: null, problem: Prisma.DbNull },
      });
      await recordAudit(db, { tenantId, actor, action: "deployment:retry", target: deploymentId });
      await enqueueJob(db, "apply-deployment", { tenantId, deploymentId }, { queue, jobKey: deploymentId });
      await notifyTenant(db, tenantId, `deployment:${deploymentId}`);
      return succeed({ deploymentId });
    });
  } catch (error) {
    if (!isActiveKeyTaken(error)) throw error;
    return withTenant(tenantId, async (db) => fail(await describeRunning(db, integration.id)));
  }
}

/** Whether its approved steps may still be applied: not where the account is no longer what the plan saw. */
export function mayGoOn({ status, problem }: { status: string; problem: unknown }): boolean {
  if (status !== "stopped") return status === "failed";
  const { data } = z.object({ code: z.string() }).safeParse(problem);
  return data?.code === stoppedByPerson || data?.code === stoppedByWatchdog;
}

const deploymentNotFound = {
  code: "deployment-not-found",
  sentence: "This deployment doesn't exist.",
  wayOut: "Open the integration's history.",
};
const notFailed = {
  code: "deployment-not-failed",
  sentence: "Only a failed or stopped deployment can be continued. Nothing was started.",
  wayOut: "Create a new plan.",
};
const newerSince = {
  code: "newer-deployment",
  sentence:
    "This integration has been deployed again since, so these steps are out of date. Nothing was started.",
  wayOut: "Create a new plan to see the current state of the account.",
};
