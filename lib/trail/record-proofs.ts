import { keepProof } from "@/lib/integrations/overview";
import type { TenantDatabase } from "@/lib/tenant/scope";
import type { Trail } from "@/lib/trail/event";
import type { TrailIntegration } from "@/lib/trail/open-trail";
import { provenHops } from "@/lib/trail/proven-hops";

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
  for (const { integrationId } of integrations.filter((one) => wentThrough(trail, one))) {
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

/** By the flow that logged, or a function of the integration that worked for the call. */
function wentThrough(trail: Trail, { flows, functions }: TrailIntegration): boolean {
  return trail.events.some((event) => {
    if (functions.some((name) => event.source === `lambda-log:${name}`) && event.severity !== "attention")
      return true;
    const first = Array.isArray(event.raw) ? event.raw[0] : event.raw;
    const flow =
      typeof first === "object" && first !== null ? Reflect.get(first, "ContactFlowId") : undefined;
    return typeof flow === "string" && flows.includes(flow);
  });
}
