import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { loadWorkers } from "@/lib/jobs/load-workers";
import { notifyTenant } from "@/lib/jobs/notify";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { stopLocked, stoppedByPerson } from "./end-deployment";

/** "ended": nothing of it runs any more. "stopping": the steps in hand finish, and no other begins. */
export type StopOutcome = "ended" | "stopping";

/**
 * A person stops a deployment. Where no worker has it in hand (it is queued, or none is alive) it ends here and now;
 * otherwise its worker finishes the steps in hand, and ends it.
 */
export async function stopDeployment(request: {
  tenantId: TenantId;
  deploymentId: string;
  actor: Actor;
}): Promise<Result<StopOutcome>> {
  const { tenantId, deploymentId } = request;
  if (!isUuid(deploymentId)) return fail(deploymentNotFound);
  return withTenant(tenantId, (db) => stopIn(db, request));
}

async function stopIn(
  db: TenantDatabase,
  { tenantId, deploymentId, actor }: { tenantId: TenantId; deploymentId: string; actor: Actor },
): Promise<Result<StopOutcome>> {
  const [row] = await db.$queryRaw<LockedRow[]>`
    SELECT "status"::text, "purpose", "stopRequestedBy" FROM "Deployment" WHERE "id" = ${deploymentId}::uuid FOR UPDATE`;
  if (row === undefined) return fail(deploymentNotFound);
  const { status, stopRequestedBy } = row;
  if (status !== "queued" && status !== "running") return fail(endedAlready(status));
  const { live } = await loadWorkers(db);
  const isInHand = status === "running" && live > 0;
  if (isInHand && stopRequestedBy !== null) return fail(stoppingAlready(stopRequestedBy));
  await recordAudit(db, { tenantId, actor, action: "deployment:stop", target: deploymentId });
  if (!isInHand) {
    await stopLocked(db, tenantId, deploymentId, whoStopped(stopRequestedBy ?? actor.name, row.purpose));
    return succeed("ended");
  }
  await db.deployment.updateMany({
    where: { id: deploymentId },
    data: { stopRequestedAt: new Date(), stopRequestedBy: actor.name },
  });
  await notifyTenant(db, tenantId, `deployment:${deploymentId}`);
  return succeed("stopping");
}

interface LockedRow {
  status: string;
  purpose: string;
  stopRequestedBy: string | null;
}

export function whoStopped(name: string, purpose: string): { code: string; sentence: string } {
  return {
    code: stoppedByPerson,
    sentence: `${name} stopped this ${purpose === "remove" ? "removal" : "deployment"}.`,
  };
}

const deploymentNotFound: Problem = {
  code: "deployment-not-found",
  sentence: "This deployment doesn't exist.",
  wayOut: "Open the integration's history.",
};

function endedAlready(status: string): Problem {
  return {
    code: "deployment-ended",
    sentence: `This deployment has already ended (${status}). Nothing was stopped.`,
    wayOut: "Reload the page to see how it ended.",
  };
}

function stoppingAlready(name: string): Problem {
  return {
    code: "deployment-stopping",
    sentence: `${name} already stopped this deployment. The steps in progress are finishing.`,
    wayOut: "Wait for them to finish. No other step will start.",
  };
}
