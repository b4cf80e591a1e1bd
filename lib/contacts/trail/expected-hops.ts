import type { Hop } from "@/lib/hops/hop";
import type { Trail } from "@/lib/trail/event";
import { bypassOn } from "@/lib/trail/findings/bypass-on";
import { findCableProofs } from "@/lib/vendors/blueprints";
import { integrationsIn } from "./took-part";
import type { TrailIntegration } from "./trail-integration";

type Integration = Pick<TrailIntegration, "integrationId" | "kind" | "flows" | "functions" | "tables">;

/** Hops that a posted metadata passes; without a table there is none. */
const ofMetadata: ReadonlySet<Hop> = new Set(["api", "store", "retrieve"]);

/** Hops of a call that the bypass led past the voice agent. */
const pastVoiceAgent: ReadonlySet<Hop> = new Set(["number", "flow", "queue", "agent"]);

/**
 * The hops that a good call has through the integration that had this one: by what the call left there, else by the number
 * that was called. Empty where that is not known, or no integration had it. Pure.
 */
export function expectedHops(trail: Trail, integrations: readonly Integration[]): Hop[] {
  const called = trail.facts?.account?.calledIntegrations ?? [];
  const [through] = integrationsIn(trail, integrations);
  const integration = through ?? integrations.find(({ integrationId }) => called.includes(integrationId));
  const order = integration && findCableProofs(integration.kind)?.order;
  if (!integration || !order) return [];
  const hops = new Set<Hop>(["number", "flow", ...order.map((cable) => cable.split(":")[0] ?? cable)]);
  const isBypassed = trail.findings.some(({ code }) => code === bypassOn.code);
  return [...hops].filter(
    (hop) =>
      (integration.tables.length > 0 || !ofMetadata.has(hop)) && (!isBypassed || pastVoiceAgent.has(hop)),
  );
}
