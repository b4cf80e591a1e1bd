import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { keepProof } from "@/lib/integrations/overview";
import type { Trail } from "@/lib/trail/event";
import type { TrailIntegration } from "./open-trail";
import { provenHops } from "./proven-hops";
import { integrationsIn } from "./took-part";

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
