import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { keepProof } from "@/lib/integrations/overview";
import type { TenantId } from "@/lib/kernel/ids";
import type { Trail } from "@/lib/trail/event";
import { findCableProofs } from "@/lib/vendors/blueprints";
import { provenCables } from "./proven-cables";
import { integrationsIn } from "./took-part";
import type { TrailIntegration } from "./trail-integration";

/**
 * Keeps what a trail proved of the patch bay's cables, for each integration that the call went through: the newest call
 * wins, so that opening an old contact does not hide what a later one showed. All proofs of a call are as old as the last
 * thing that is known of it, so that a later look at the same call replaces what an earlier one made of it.
 */
export async function recordProofs(
  db: TenantDatabase,
  tenantId: TenantId,
  integrations: TrailIntegration[],
  trail: Trail,
): Promise<void> {
  const lastMs = Math.max(...trail.events.map(({ at }) => Date.parse(at)));
  for (const { integrationId, kind } of integrationsIn(trail, integrations)) {
    const proofs = findCableProofs(kind);
    if (proofs === undefined) continue;
    for (const { cable, state, sentence } of provenCables(trail, proofs)) {
      await keepProof(db, {
        tenantId,
        integrationId,
        cable,
        state,
        sentence,
        contactId: trail.contactId,
        provenAt: new Date(lastMs),
      });
    }
  }
}
