import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { holdOpen } from "@/lib/access/tenant/hold-open";
import { withTenant } from "@/lib/access/tenant/scope";
import { integrationNotFound, loadIntegration } from "@/lib/deployments/load-integration";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { findGuidePublication } from "@/lib/vendors/blueprints";
import { checkGuide } from "../check-guide";
import { guideSubjectOf } from "../guide-subject";
import { planOf } from "./compare-plan";

const readMs = 60_000;

/**
 * Reads what publishing at this step would make live, and keeps it as the step's one plan. Changes nothing at the vendor: the
 * guide is checked anew with it. Who asked is recorded. Call it outside any scope.
 */
export async function planPublication(request: {
  tenantId: TenantId;
  integrationId: IntegrationId;
  row: string;
  actor: Actor;
}): Promise<Result<{ publicationId: string }>> {
  const { tenantId, integrationId, row, actor } = request;
  const integration = isUuid(integrationId)
    ? await withTenant(tenantId, (db) => loadIntegration(db, tenantId, integrationId))
    : undefined;
  if (integration === undefined) return fail(integrationNotFound);
  const publication = findGuidePublication(integration.blueprint.kind, row);
  if (publication === undefined) return fail(publicationNotFound);
  const subject = await guideSubjectOf(integration, AbortSignal.timeout(readMs));
  const sight = await publication.read(subject);
  if (!sight.ok) return sight;
  const checked = await checkGuide({ tenantId, integrationId, actor });
  if (!checked.ok) return checked;
  const plan = planOf(sight.value, checked.value);
  return withTenant(tenantId, async (db) => {
    const open = await holdOpen(db, tenantId);
    if (!open.ok) return open;
    // The last end stays on the step until another one takes its place.
    const [ended] = await db.guidePublication.findMany({
      where: { integrationId, row, endedAt: { not: null } },
      orderBy: { endedAt: "desc" },
      select: { id: true },
      take: 1,
    });
    await db.guidePublication.deleteMany({
      where: {
        ...{ integrationId, row, activeKey: null },
        ...(ended === undefined ? {} : { id: { not: ended.id } }),
      },
    });
    const { id } = await db.guidePublication.create({
      data: { tenantId, integrationId, row, plan: toJson(plan), plannedBy: actor.name },
      select: { id: true },
    });
    const detail = { row, changes: "known" in plan.changes ? plan.changes.known.total : "unknown" };
    await recordAudit(db, {
      ...{ tenantId, actor, target: integrationId, detail },
      action: "guide:plan-publication",
    });
    return succeed({ publicationId: id });
  });
}

export const publicationNotFound: Problem = {
  code: "publication-not-found",
  sentence: "Patchbay can't publish at this step, or its plan doesn't exist anymore. Nothing was started.",
  wayOut: "Plan again, or publish as the guide describes.",
};
