import type { TenantDatabase } from "@/lib/tenant/scope";

export interface Turn {
  bypassedAt: Date | null;
  /** When the bypass was last turned; in the future while somebody is turning it. */
  turnedAt: Date | null;
}

/** Holds the integration until the unit of work ends, so that a deployment and a turn of the bypass never begin at once. */
export async function lockTurn(db: TenantDatabase, integrationId: string): Promise<Turn> {
  const [turn] = await db.$queryRaw<Turn[]>`
    SELECT "bypassedAt", "bypassTurnedAt" AS "turnedAt" FROM "Integration"
     WHERE "id" = ${integrationId}::uuid FOR UPDATE`;
  return turn ?? { bypassedAt: null, turnedAt: null };
}

/** A plan from before the turn knows another flow than the one that is live: applying it would turn the bypass back. */
export function isBeforeTurn(madeAt: Date, turnedAt: Date | null): boolean {
  return turnedAt !== null && madeAt < turnedAt;
}

export const bypassTurnedSince = {
  code: "bypass-turned-since",
  sentence: "The bypass was turned on or off after this plan was made; nothing was started.",
  wayOut: "Make a new plan: it knows how the flow stands now.",
};
