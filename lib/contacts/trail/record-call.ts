import { withTenant } from "@/lib/access/tenant/scope";
import { inputOf, loadIntegration } from "@/lib/deployments/load-integration";
import { askedPrint, connectionsPrint, isProvable, keepCallProofs } from "@/lib/integrations/call-proofs";
import { accountIfItAnswers } from "@/lib/integrations/guide";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { Trail } from "@/lib/trail/event";
import type { Verdict } from "@/lib/trail/judge-trail";
import { findCableProofs } from "@/lib/vendors/blueprints";
import { type CallResult, judgeCall } from "./judge-call";
import { provenCables } from "./proven-cables";
import type { TenantTrailReader } from "./tenant-trail-reader";
import { integrationsIn } from "./took-part";

/**
 * Keeps which steps of the guides a call has shown to be done, and whether it went the whole way, for each integration that
 * it went through. By their ids: what it came to; undefined where that cannot be said yet. Of two of one kind, what their
 * systems tell doesn't say which of them it was, so the call shows nothing of either. Call it outside any scope.
 */
export async function recordCall(
  tenantId: TenantId,
  { integrations, phase }: Pick<TenantTrailReader, "integrations" | "phase">,
  trail: Trail,
  verdict: Verdict,
): Promise<Map<IntegrationId, CallResult | undefined>> {
  const results = new Map<IntegrationId, CallResult | undefined>();
  if (phase === "live") return results;
  const through = integrationsIn(trail, integrations);
  for (const { integrationId, kind } of through) {
    if (through.filter((each) => each.kind === kind).length > 1) {
      results.set(integrationId, { kind: "not-verified", why: "two-alike" });
      continue;
    }
    const integration = await withTenant(tenantId, (db) => loadIntegration(db, tenantId, integrationId));
    const proofs = findCableProofs(kind);
    const account = integration && (await accountIfItAnswers(integration));
    // Without the account it isn't known what the guide asks for.
    if (!integration || !proofs || !account) continue;
    const input = inputOf(integration, account);
    const { cables } = integration.blueprint.picture(input);
    const proven = provenCables(trail, proofs);
    const result = judgeCall(trail, { cables, proven, verdict });
    results.set(integrationId, result);
    const idsOf = (state: string) =>
      new Set(proven.flatMap((each) => (each.state === state ? each.cable : [])));
    const [good, bad] = [idsOf("good"), idsOf("bad")];
    const isVerified = result?.kind === "verified";
    const steps = integration.blueprint.guide(input);
    const shown = steps.filter(
      (step) =>
        isProvable(step, integration) &&
        ((step.proof?.wholeCall && isVerified) || step.proof?.cables?.every((cable) => good.has(cable))),
    );
    await withTenant(tenantId, (db) =>
      keepCallProofs(
        db,
        { tenantId, integrationId },
        {
          contactId: trail.contactId,
          at: new Date(Math.max(...trail.events.map(({ at }) => Date.parse(at)))),
          proven: shown.map((step) => ({ row: step.row, askedSha256: askedPrint(step, integration) })),
          refuted: steps.flatMap(({ row, proof }) => (proof?.cables?.some((id) => bad.has(id)) ? row : [])),
          verified: isVerified
            ? { hops: result.hops, tookMs: result.tookMs, connectionsSha256: connectionsPrint(integration) }
            : undefined,
          hasFindings: trail.findings.length > 0,
        },
      ),
    );
  }
  return results;
}
