import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { PlanStep } from "@/lib/engine/plan-step";
import { parsePlanStep, parseProblem, problemOf } from "@/lib/engine/stored-plan";
import { loadWorkers } from "@/lib/jobs/load-workers";
import { type IntegrationId, isUuid } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { DeploymentStatus, StepState } from "@/prisma/generated/enums";
import type { PlanPurpose } from "./make-plan";
import { mayGoOn } from "./retry-deployment";

export interface DeploymentSummary {
  id: string;
  integrationId: IntegrationId;
  planId: string;
  purpose: PlanPurpose;
  status: DeploymentStatus;
  problem: Problem | undefined;
  /** Name of who approved it. */
  approvedBy: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/**
 * Why nothing happens to a deployment that is queued or running: no worker reports at all, or the one that had it in hand
 * fell silent and another takes over. `silentSeconds` is since the last report of any worker, undefined when none is known.
 */
export type Waiting = { kind: "no-worker"; silentSeconds: number | undefined } | { kind: "taking-over" };

export interface DeploymentView extends DeploymentSummary {
  /** Name of who stopped it; the steps in hand may still be finishing. */
  stopRequestedBy: string | undefined;
  waiting: Waiting | undefined;
  /** Its approved steps may be applied again: "Try again", "Continue". */
  mayGoOn: boolean;
  /** Empty when another version wrote them in another form; `problem` says so unless there is another. */
  steps: {
    id: string;
    position: number;
    step: PlanStep;
    state: StepState;
    problem: Problem | undefined;
    startedAt: Date | null;
    finishedAt: Date | null;
  }[];
}

/** One deployment with its steps, as it stands. Foreign and missing look the same: undefined. */
export async function loadDeploymentView(
  db: TenantDatabase,
  id: string,
): Promise<DeploymentView | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.deployment.findFirst({ where: { id } });
  if (row === null) return undefined;
  const steps = await db.deploymentStep.findMany({
    where: { deploymentId: id },
    orderBy: { position: "asc" },
  });
  const names = await approverNames(db, [id]);
  const summary = summaryOf(row, names);
  const stored = stepsOf(steps);
  return {
    ...summary,
    problem: stored.ok ? summary.problem : (summary.problem ?? stored.problem),
    stopRequestedBy: row.stopRequestedBy ?? undefined,
    waiting: await loadWaiting(db, row),
    mayGoOn: stored.ok && mayGoOn(row),
    steps: stored.ok ? stored.value : [],
  };
}

function stepsOf(rows: readonly StepRow[]): Result<DeploymentView["steps"]> {
  try {
    return succeed(
      rows.map(({ id, position, step, state, problem, startedAt, finishedAt }) => ({
        ...{ id, position, state, startedAt, finishedAt },
        step: parsePlanStep(step),
        problem: parseProblem(problem),
      })),
    );
  } catch (error) {
    return fail(problemOf(error));
  }
}

async function loadWaiting(db: TenantDatabase, { status, heldBy }: Row): Promise<Waiting | undefined> {
  if (status !== "queued" && status !== "running") return undefined;
  const { live, liveIds, silentSeconds } = await loadWorkers(db);
  if (live === 0) return { kind: "no-worker", silentSeconds };
  const isInHand = heldBy === null || liveIds.includes(heldBy);
  return status === "running" && !isInHand ? { kind: "taking-over" } : undefined;
}

/** The newest deployments of an integration, newest first; at most 50 at once, older ones before `before`. */
export async function listDeployments(
  db: TenantDatabase,
  integrationId: IntegrationId,
  { limit = 20, before }: { limit?: number; before?: Date } = {},
): Promise<DeploymentSummary[]> {
  if (!isUuid(integrationId)) return [];
  const rows = await db.deployment.findMany({
    where: { integrationId, ...(before === undefined ? {} : { createdAt: { lt: before } }) },
    orderBy: { createdAt: "desc" },
    take: Math.min(limit, 50),
  });
  const names = await approverNames(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => summaryOf(row, names));
}

type StepRow = Awaited<ReturnType<TenantDatabase["deploymentStep"]["findMany"]>>[number];
type Row = NonNullable<Awaited<ReturnType<TenantDatabase["deployment"]["findFirst"]>>>;

function summaryOf(row: Row, names: ReadonlyMap<string, string>): DeploymentSummary {
  return {
    id: row.id,
    integrationId: row.integrationId,
    planId: row.planId,
    purpose: row.purpose as PlanPurpose,
    status: row.status,
    problem: parseProblem(row.problem),
    approvedBy: names.get(row.id) ?? "",
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  };
}

/** Users who left are still named: the audit event kept who it was. */
async function approverNames(db: TenantDatabase, ids: string[]): Promise<Map<string, string>> {
  const events = await db.auditEvent.findMany({
    where: { action: "deployment:approve", target: { in: ids } },
    select: { target: true, actorName: true },
  });
  return new Map(events.map((each) => [each.target, each.actorName]));
}
