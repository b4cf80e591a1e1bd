import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId } from "@/lib/kernel/ids";

export interface Turn {
  bypassedAt: Date | null;
  /** When the bypass was last turned; in the future while somebody is turning it. */
  turnedAt: Date | null;
  /** What somebody began to turn it to, without its outcome being known; null otherwise. */
  turningTo: boolean | null;
  turningBy: string | null;
}

/** Holds the integration until the unit of work ends, so that a deployment and a turn of the bypass never begin at once. */
export async function lockTurn(db: TenantDatabase, integrationId: IntegrationId): Promise<Turn> {
  const [turn] = await db.$queryRaw<Turn[]>`
    SELECT "bypassedAt", "bypassTurnedAt" AS "turnedAt", "bypassTurningTo" AS "turningTo",
           "bypassTurningBy" AS "turningBy" FROM "Integration"
     WHERE "id" = ${integrationId}::uuid FOR UPDATE`;
  return turn ?? { bypassedAt: null, turnedAt: null, turningTo: null, turningBy: null };
}

/** A plan from before the turn knows another flow than the one that is live: applying it would turn the bypass back. */
export function isBeforeTurn(madeAt: Date, turnedAt: Date | null): boolean {
  return turnedAt !== null && madeAt < turnedAt;
}

export const bypassTurnedSince = {
  code: "bypass-turned-since",
  sentence: "The bypass was turned on or off after this plan was created. Nothing was started.",
  wayOut: "Create a new plan based on the current flow.",
};
