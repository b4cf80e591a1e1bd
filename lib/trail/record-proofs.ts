import type { TenantDatabase } from "@/lib/tenant/scope";
import type { Trail } from "@/lib/trail/event";
import type { TrailIntegration } from "@/lib/trail/open-trail";
import { type ProvenHop, provenHops } from "@/lib/trail/proven-hops";

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
    for (const proof of proofs) await recordProof(db, tenantId, integrationId, trail.contactId, proof);
  }
}

async function recordProof(
  db: TenantDatabase,
  tenantId: string,
  integrationId: string,
  contactId: string,
  { hop, state, sentence, at }: ProvenHop,
): Promise<void> {
  const key = { tenantId, integrationId, cable: hop };
  const proven = { state, sentence, contactId, provenAt: new Date(at) };
  const kept = await db.hopProof.updateMany({
    where: { ...key, provenAt: { lte: proven.provenAt } },
    data: proven,
  });
  if (kept.count > 0) return;
  // An older proof leaves a newer one alone; two readers at once do not collide.
  await db.hopProof.createMany({ data: [{ ...key, ...proven }], skipDuplicates: true });
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
