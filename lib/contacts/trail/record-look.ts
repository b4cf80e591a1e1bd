import type { TenantDatabase, TenantId } from "@/lib/access/tenant/scope";
import type { Trail } from "@/lib/trail/event";
import { judgeTrail, type Verdict } from "@/lib/trail/judge-trail";
import { keepLook } from "./looks";
import type { TenantTrailReader } from "./open-trail";
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
  const [through] = integrationsIn(trail, integrations);
  await keepLook(db, {
    ...{ tenantId, connectionId, trail, verdict },
    beganAt: new Date(beganAtMs),
    integrationId: through?.integrationId ?? trail.facts?.account?.calledIntegrations[0],
  });
}
