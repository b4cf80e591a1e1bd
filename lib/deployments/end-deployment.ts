import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { notifyTenant } from "@/lib/jobs/notify";
import type { TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import type { Problem } from "@/lib/kernel/result";
import { Prisma } from "@/prisma/generated/client";
import { keepDeployedSettings } from "./deployed-settings";

export interface Ending {
  status: "succeeded" | "failed" | "stopped";
  problem: Problem | undefined;
}

/**
 * Ends a deployment that the caller has locked and found active. The fence rises: a worker that still believes it has the
 * deployment writes nothing more.
 */
export async function endLocked(
  db: TenantDatabase,
  tenantId: TenantId,
  deploymentId: string,
  { status, problem }: Ending,
  actor: Actor = { name: "worker" },
): Promise<void> {
  const deployment = await db.deployment.findFirst({ where: { id: deploymentId } });
  if (deployment === null) return;
  if (status === "succeeded") {
    // It has put the flow as our record says; with a removal its bypass is gone too, and a later deployment brings callers
    // to the voice agent.
    const isRemoval = deployment.purpose === "remove";
    await keepDeployedSettings(db, deployment);
    await db.integration.updateMany({
      where: { id: deployment.integrationId },
      data: {
        bypassTurningTo: null,
        bypassTurningBy: null,
        ...(isRemoval ? { bypassedAt: null, bypassedBy: null } : {}),
      },
    });
  }
  await db.deployment.updateMany({
    where: { id: deploymentId },
    data: {
      status,
      finishedAt: new Date(),
      activeKey: null,
      heldBy: null,
      fence: { increment: 1 },
      problem: problem === undefined ? Prisma.DbNull : toJson(problem),
    },
  });
  await recordAudit(db, {
    tenantId,
    actor,
    action: "deployment:end",
    target: deploymentId,
    detail: { status, ...(problem === undefined ? {} : { problem: problem.code }) },
  });
  await notifyTenant(db, tenantId, `integration:${deployment.integrationId}`);
  await notifyTenant(db, tenantId, `deployment:${deploymentId}`);
}

/**
 * Ends it before all steps were done, and says of each step what is known: done, not started, or begun by a worker that
 * never said how it ended. `cause` is a sentence: who or what stopped it.
 */
export async function stopLocked(
  db: TenantDatabase,
  tenantId: TenantId,
  deploymentId: string,
  cause: { code: string; sentence: string },
  actor?: Actor,
): Promise<void> {
  await db.deploymentStep.updateMany({
    where: { deploymentId, state: "running" },
    data: { state: "failed", finishedAt: new Date(), problem: toJson(stepInterrupted) },
  });
  await db.deploymentStep.updateMany({
    where: { deploymentId, state: "pending" },
    data: { state: "blocked" },
  });
  const steps = await db.deploymentStep.groupBy({ by: ["state"], where: { deploymentId }, _count: true });
  const count = (state: string) => steps.find((each) => each.state === state)?._count ?? 0;
  const facts = [
    `${count("done")} of ${steps.reduce((sum, each) => sum + each._count, 0)} steps succeeded`,
    ...(count("failed") > 0 ? [`${count("failed")} may be partly done`] : []),
    `${count("blocked")} ${count("blocked") === 1 ? "was" : "were"} not started`,
  ];
  const problem = { code: cause.code, sentence: `${cause.sentence} ${facts.join(", ")}.`, wayOut: wayOn };
  await endLocked(db, tenantId, deploymentId, { status: "stopped", problem }, actor);
}

/** Codes of ends after which the same approved steps may go on. */
export const stoppedByPerson = "stopped-by-person";
export const stoppedByWatchdog = "worker-gave-up";

const wayOn =
  "Continue with the same approved steps, or create a new plan to see the current state of the account. Completed steps stay in the account.";

const stepInterrupted: Problem = {
  code: "step-interrupted",
  sentence: "The worker stopped during this step, so it may be partly done.",
  wayOut: "Continue the deployment. It checks what exists and creates only what is missing.",
};
