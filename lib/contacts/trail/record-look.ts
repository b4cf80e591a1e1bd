import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import type { Trail } from "@/lib/trail/event";
import { judgeTrail, type Verdict } from "@/lib/trail/judge-trail";
import { keepLook } from "./looks";
import type { TenantTrailReader } from "./tenant-trail-reader";
import { integrationsIn, tookPart } from "./took-part";

type Reader = Pick<TenantTrailReader, "connectionId" | "integrations" | "phase" | "endedAtMs" | "beganAtMs">;

/** What can be said of the contact, as far as the trail goes. */
export function verdictOf(
  reader: Pick<Reader, "phase" | "endedAtMs" | "integrations">,
  trail: Trail,
  now: Date,
): Verdict {
  const { phase, endedAtMs, integrations } = reader;
  return judgeTrail(
    trail,
    { phase, tookPart: tookPart(trail, integrations), ...(endedAtMs !== undefined && { endedAtMs }) },
    now,
  );
}

/** Keeps what a look at a contact came to, and what of the account that rested on. */
export async function recordLook(
  db: TenantDatabase,
  tenantId: TenantId,
  { connectionId, integrations, beganAtMs }: Reader,
  trail: Trail,
  verdict: Verdict,
): Promise<void> {
  if (beganAtMs === undefined) return;
  await keepLook(db, {
    ...{ tenantId, connectionId, trail, verdict },
    beganAt: new Date(beganAtMs),
    integrationId: integrationOf({ integrations }, trail),
  });
}

/** The integration that had the contact: the one that left a trace in it, or the one that the called number leads to. */
export function integrationOf(
  { integrations }: Pick<Reader, "integrations">,
  trail: Trail,
): IntegrationId | undefined {
  const [through] = integrationsIn(trail, integrations);
  return through?.integrationId ?? trail.facts?.account?.calledIntegrations[0];
}
