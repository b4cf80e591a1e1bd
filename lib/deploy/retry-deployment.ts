import { type Actor, recordAudit } from "@/lib/audit/record-audit";
import { describeFailure } from "@/lib/deploy/describe-failure";
import { describeRunning, isActiveKeyTaken, queueOf } from "@/lib/deploy/start-deployment";
import { bypassTurnedSince, isBeforeTurn, lockTurn } from "@/lib/integrations/bypass-turn";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { notifyTenant } from "@/lib/jobs/notify";
import { fail, type Result, succeed } from "@/lib/result";
import { isUuid, type TenantId, withTenant } from "@/lib/tenant/scope";
import { Prisma } from "@/prisma/generated/client";

/** "Try again": goes on where a failed deployment stopped, with the same approved steps. */
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
  if (deployment.status !== "failed") return fail(notFailed);
  let queue: string;
  try {
    queue = await queueOf(tenantId, integration.awsConnectionId);
  } catch (error) {
    return fail(describeFailure(error));
  }
  try {
    return await withTenant(tenantId, async (db) => {
      const { turnedAt } = await lockTurn(db, integration.id);
      if (isBeforeTurn(deployment.createdAt, turnedAt)) return fail(bypassTurnedSince);
      await db.deployment.updateMany({
        where: { id: deploymentId, status: "failed" },
        data: { status: "queued", activeKey: integration.id, finishedAt: null, problem: Prisma.DbNull },
      });
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

const deploymentNotFound = {
  code: "deployment-not-found",
  sentence: "There is no such deployment.",
  wayOut: "Look at the integration's history.",
};
const notFailed = {
  code: "deployment-not-failed",
  sentence: "Only a failed deployment can be tried again; nothing was started.",
  wayOut: "Make a new plan.",
};
