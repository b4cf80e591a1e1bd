import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { nameOfFinding } from "@/lib/vendors/findings";
import { type IssueKey, issueGone, noIntegration, pathOfIssue } from "./issue";
import { loadIssue } from "./list-issues";

/** A deployment that was applied, and so may have fixed an issue. */
export interface FixingDeployment {
  id: string;
  purpose: string;
  /** When it was applied. */
  finishedAt: Date;
  /** A call that began later shows the issue, so that it can't have been fixed by this one. */
  isDisproved: boolean;
}

const maxDeployments = 20;

/** The integration's last applied deployments, the newest first. None for calls without an integration. */
export async function listFixingDeployments(
  db: TenantDatabase,
  { integrationId }: IssueKey,
  lastAt: Date,
): Promise<FixingDeployment[]> {
  if (integrationId === noIntegration) return [];
  const rows = await db.deployment.findMany({
    where: { integrationId, status: "succeeded", finishedAt: { not: null } },
    select: { id: true, purpose: true, finishedAt: true },
    orderBy: { finishedAt: "desc" },
    take: maxDeployments,
  });
  return rows.flatMap(({ id, purpose, finishedAt }) =>
    finishedAt ? [{ id, purpose, finishedAt, isDisproved: finishedAt < lastAt }] : [],
  );
}

interface IssueChange {
  tenantId: TenantId;
  actor: Actor;
  key: IssueKey;
}

/**
 * Marks an issue as fixed: by a deployment that was applied, or (undefined) outside Patchbay and as of now. Refused when a
 * call that began after that deployment shows the issue. Audited as `issue:resolve`.
 */
export async function resolveIssue(
  db: TenantDatabase,
  { tenantId, actor, key, deploymentId }: IssueChange & { deploymentId: string | undefined },
  now = new Date(),
): Promise<Result<undefined>> {
  const issue = await loadIssue(db, tenantId, key, now);
  if (!issue) return fail(issueGone);
  let fixedAt = now;
  if (deploymentId !== undefined) {
    const deployment = await findApplied(db, key, deploymentId);
    if (!deployment?.finishedAt) return fail(deploymentUnknown);
    if (deployment.finishedAt < issue.lastAt) return fail(seenSince);
    fixedAt = deployment.finishedAt;
  }
  const { integrationId, code } = key;
  const data = { deploymentId: deploymentId ?? null, fixedAt, resolvedAt: now, resolvedByName: actor.name };
  await db.issueResolution.upsert({
    where: { tenantId_integrationId_code: { tenantId, integrationId, code } },
    create: { tenantId, integrationId, code, ...data },
    update: data,
  });
  await recordChange(db, { tenantId, actor, key }, "issue:resolve", {
    ...(deploymentId === undefined ? { fixed: "outside Patchbay" } : { deploymentId }),
  });
  return succeed(undefined);
}

/** Takes it back that an issue is fixed. One that nobody resolved stays open. Audited as `issue:reopen`. */
export async function reopenIssue(db: TenantDatabase, change: IssueChange): Promise<Result<undefined>> {
  const { tenantId, key } = change;
  const { integrationId, code } = key;
  const { count } = await db.issueResolution.deleteMany({ where: { tenantId, integrationId, code } });
  if (count > 0) await recordChange(db, change, "issue:reopen", {});
  return succeed(undefined);
}

function findApplied(db: TenantDatabase, { integrationId }: IssueKey, id: string) {
  return isUuid(id)
    ? db.deployment.findFirst({
        where: { id, integrationId, status: "succeeded" },
        select: { finishedAt: true },
      })
    : Promise.resolve(null);
}

function recordChange(
  db: TenantDatabase,
  { tenantId, actor, key }: IssueChange,
  action: "issue:resolve" | "issue:reopen",
  detail: Record<string, string>,
): Promise<void> {
  const name = nameOfFinding(key.code);
  return recordAudit(db, { tenantId, actor, action, target: pathOfIssue(key), detail: { name, ...detail } });
}

const deploymentUnknown: Problem = {
  code: "deployment-not-applied",
  sentence: "This deployment doesn't exist, or it wasn't applied. The issue wasn't resolved.",
  wayOut: "Choose another deployment.",
};
const seenSince: Problem = {
  code: "issue-seen-since",
  sentence: "A call that began after this deployment has the same finding. The issue wasn't resolved.",
  wayOut: "Choose a later deployment, or resolve it as fixed outside Patchbay.",
};
