import type { Actor } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { integrationNotFound, loadIntegration } from "@/lib/deployments/load-integration";
import { isUuid, type TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { findGuidePublication } from "@/lib/vendors/blueprints";
import { checkGuide } from "../check-guide";
import { guideSubjectOf } from "../guide-subject";
import { endPublication } from "./end-publication";
import { endOf, isAnother } from "./follow-publication";
import { giveUpLate } from "./give-up-lost";
import { publicationNotFound } from "./plan-publication";
import { isOpenEnd, type PublicationEnd } from "./publication-status";
import { loadPublication } from "./publication-store";

const readMs = 30_000;

/**
 * Reads once more what came of a publication that awaits an approval or isn't known. Only reads at the vendor; with its success
 * the guide is checked. Call it outside any scope.
 */
export async function lookAtPublicationAgain(request: {
  tenantId: TenantId;
  publicationId: string;
  actor: Actor;
}): Promise<Result<{ status: PublicationEnd; isNews: boolean }>> {
  const { tenantId, publicationId, actor } = request;
  const [stored, integration] = await withTenant(tenantId, async (db) => {
    const found = isUuid(publicationId) ? await loadPublication(db, publicationId) : undefined;
    return [found, found && (await loadIntegration(db, tenantId, found.integrationId))] as const;
  });
  const shown = stored && giveUpLate(stored, new Date()).status;
  if (stored === undefined || shown === undefined || !isOpenEnd(shown)) return fail(publicationNotFound);
  if (integration === undefined) return fail(integrationNotFound);
  const publication = findGuidePublication(integration.blueprint.kind, stored.row);
  if (publication === undefined) return fail(publicationNotFound);
  const subject = await guideSubjectOf(integration, AbortSignal.timeout(readMs));
  const looked = await publication.look(subject, stored.plan.target);
  if (!looked.ok) return looked;
  const seen = looked.value;
  const status = isAnother(stored.before ?? stored.plan.last, seen) ? endOf(seen) : undefined;
  if (status === undefined || status === shown) return succeed({ status: shown, isNews: false });
  await endPublication({ tenantId, actor, stored, ending: { status, outcome: { seen } } });
  if (status === "published") await checkGuide({ tenantId, integrationId: stored.integrationId, actor });
  return succeed({ status, isNews: true });
}
