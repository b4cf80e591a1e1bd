import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { holdOpen } from "@/lib/access/tenant/hold-open";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { violates } from "@/lib/access/tenant/violated-constraint";
import { loadIntegration } from "@/lib/deployments/load-integration";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { findGuidePublication } from "@/lib/vendors/blueprints";
import { noticesChanges, noticesEveryChange } from "./compare-plan";
import { giveUpLost } from "./give-up-lost";
import { publicationNotFound } from "./plan-publication";
import { loadPublication, type PublicationPlan } from "./publication-store";

const maxComment = 200;

/**
 * Approves a plan: a worker compares it with the vendor once more, and publishes. Only one at a time of what is published.
 * @param request.confirmedName what a person typed; it has to be the name of what is published
 * @param request.comment what the vendor keeps with the published version
 */
export async function approvePublication(request: {
  tenantId: TenantId;
  publicationId: string;
  actor: Actor;
  confirmedName: string;
  comment?: string | undefined;
}): Promise<Result<{ publicationId: string }>> {
  const { tenantId, publicationId, actor, confirmedName } = request;
  const comment = request.comment?.trim().slice(0, maxComment);
  try {
    return await withTenant(tenantId, async (db) => {
      const open = await holdOpen(db, tenantId);
      if (!open.ok) return open;
      const stored = isUuid(publicationId) ? await loadPublication(db, publicationId) : undefined;
      if (stored === undefined) return fail(publicationNotFound);
      const { integrationId, row, plan } = stored;
      await lockIntegration(db, integrationId);
      const integration = await loadIntegration(db, tenantId, integrationId);
      const publication = integration && findGuidePublication(integration.blueprint.kind, row);
      if (publication === undefined) return fail(publicationNotFound);
      if (confirmedName.trim() !== plan.target.name) return fail(nameNotTyped);
      const refused = refusalOfPlan(plan);
      if (refused) return fail(refused);
      const activeKey = `${publication.connectionKind}:${plan.target.id}`;
      await giveUpLost(db, tenantId, { activeKey });
      const { count } = await db.guidePublication.updateMany({
        where: { id: publicationId, status: "planned" },
        data: {
          ...{ status: "queued", activeKey, approvedBy: actor.name, approvedAt: new Date() },
          comment: comment || null,
        },
      });
      if (count === 0) return fail(publicationUsed);
      const compares = noticesEveryChange(plan) ? "every-change" : "guide-steps";
      const detail = { row, publication: publicationId, compares };
      await recordAudit(db, { tenantId, actor, action: "guide:publish", target: integrationId, detail });
      await enqueueJob(
        db,
        "publish-guide",
        { tenantId, publicationId },
        { queue: `publish:${activeKey}`, jobKey: publicationId },
      );
      return succeed({ publicationId });
    });
  } catch (error) {
    if (violates(error, "GuidePublication_tenantId_activeKey_key")) return fail(publicationRunning);
    throw error;
  }
}

/** Whoever wants to delete the integration waits until the unit of work ends, and sees then what it has begun. */
export async function lockIntegration(db: TenantDatabase, integrationId: IntegrationId): Promise<void> {
  await db.$queryRaw`SELECT FROM "Integration" WHERE "id" = ${integrationId}::uuid FOR KEY SHARE`;
}

/** Pure. Why a plan can't be approved, whoever asks. */
export function refusalOfPlan(plan: PublicationPlan): Problem | undefined {
  if (isInProgress(plan)) return publicationBusy;
  if (noticesChanges(plan)) return undefined;
  return "known" in plan.changes ? logTooLong : nothingReadable;
}

/** Pure. The vendor is still at another one, or waits for somebody to approve it. */
export function isInProgress({ last }: PublicationPlan): boolean {
  return last.state === "in-progress" || last.state === "awaiting-approval";
}

const nameNotTyped: Problem = {
  code: "name-not-typed",
  sentence: "The name you typed doesn't match. Nothing was published.",
  wayOut: "Type the name exactly as shown above the field.",
};
const publicationUsed: Problem = {
  code: "publication-used",
  sentence: "This plan was already approved. Nothing more was started.",
  wayOut: "Plan again to publish again.",
};
const publicationRunning: Problem = {
  code: "publication-running",
  sentence: "Patchbay is already publishing this. Nothing more was started.",
  wayOut: "Wait until that has ended, then plan again.",
};
const publicationBusy: Problem = {
  code: "publication-busy",
  sentence: "A publication is in progress already, or waits for an approval, so this plan can't be started.",
  wayOut: "Wait until that one has ended, or have it approved or rejected. Then plan again.",
};
const logTooLong: Problem = {
  code: "publication-log-too-long",
  sentence:
    "The change log is too long to read, and no step of the guide could be checked, so Patchbay can't see what would be published. Nothing was started.",
  wayOut: "Add the scope for an export and plan again, or publish as the guide describes.",
};
const nothingReadable: Problem = {
  code: "publication-blind",
  sentence:
    "Neither the change log nor an export could be read, so Patchbay can't see what would be published. Nothing was started.",
  wayOut: "Add the missing scopes and plan again, or publish as the guide describes.",
};
