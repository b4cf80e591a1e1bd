import { keepProof } from "@/lib/integrations/overview";
import type { TenantDatabase } from "@/lib/tenant/scope";
import type { Trail } from "@/lib/trail/event";
import type { TrailIntegration } from "@/lib/trail/open-trail";
import { provenHops } from "@/lib/trail/proven-hops";
import { integrationsIn } from "@/lib/trail/took-part";

/**
 * Keeps what a trail proved of the patch bay's cables, for each integration that the call went through: the newest
 * proof wins, so that opening an old contact does not hide what a later call showed.
 */
export async function recordProofs(
  db: TenantDatabase,
  tenantId: string,
  integrations: TrailIntegration[],
  trail: Trail,
): Promise<void> {
  const proofs = provenHops(trail);
  for (const { integrationId } of integrationsIn(trail, integrations)) {
    for (const { hop, state, sentence, at } of proofs) {
      const provenAt = new Date(at);
      await keepProof(db, {
        tenantId,
        integrationId,
        cable: hop,
        state,
        sentence,
        contactId: trail.contactId,
        provenAt,
      });
    }
  }
}
