import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { IntegrationId } from "@/lib/kernel/ids";

/** What the calls of a stretch of time came to, as far as somebody or the scan has looked at them. */
export interface CallCounts {
  /** Those that were looked at when nothing more could arrive. */
  calls: number;
  withFindings: number;
  /** Of these nothing can be said: part of them could not be read, or it is not known how they ended. */
  withoutVerdict: number;
}

/** The calls that began since then, by the integration that had them. */
export async function countCalls(db: TenantDatabase, since: Date): Promise<Map<IntegrationId, CallCounts>> {
  const where = { beganAt: { gte: since }, isSettled: true, integrationId: { not: null } };
  const groups = await db.contactLook.groupBy({
    by: ["integrationId", "verdict"],
    where,
    _count: { _all: true },
  });
  const counts = new Map<IntegrationId, CallCounts>();
  for (const { integrationId, verdict, _count } of groups) {
    if (integrationId === null) continue;
    const known = counts.get(integrationId) ?? { calls: 0, withFindings: 0, withoutVerdict: 0 };
    known.calls += _count._all;
    if (verdict === "found") known.withFindings += _count._all;
    else if (verdict !== "healthy") known.withoutVerdict += _count._all;
    counts.set(integrationId, known);
  }
  return counts;
}
