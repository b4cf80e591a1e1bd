import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { nameOfFinding } from "@/lib/vendors/findings";

/** What the calls of a stretch of time came to, as far as somebody or the scan has looked at them. */
export interface CallCounts {
  /** Those that were looked at when nothing more could arrive. */
  calls: number;
  withFindings: number;
  /** Of these nothing can be said: part of them could not be read, or it is not known how they ended. */
  withoutVerdict: number;
  /** What was found, in how many calls; the most frequent first. */
  codes: { code: string; name: string; calls: number }[];
}

/** More calls than this are counted, and what was found in them is not broken down. */
const maxFindings = 20_000;

/** The calls that began since then, by the integration that had them. */
export async function countCalls(db: TenantDatabase, since: Date): Promise<Map<string, CallCounts>> {
  const where = { beganAt: { gte: since }, isSettled: true, integrationId: { not: null } };
  const groups = await db.contactLook.groupBy({
    by: ["integrationId", "verdict"],
    where,
    _count: { _all: true },
  });
  const counts = new Map<string, CallCounts>();
  for (const { integrationId, verdict, _count } of groups) {
    if (integrationId === null) continue;
    const known = counts.get(integrationId) ?? { calls: 0, withFindings: 0, withoutVerdict: 0, codes: [] };
    known.calls += _count._all;
    if (verdict === "found") known.withFindings += _count._all;
    else if (verdict !== "healthy") known.withoutVerdict += _count._all;
    counts.set(integrationId, known);
  }
  if (![...counts.values()].some(({ withFindings }) => withFindings > 0)) return counts;
  const found = await db.contactLook.findMany({
    where: { ...where, verdict: "found" },
    select: { contactId: true, integrationId: true },
    take: maxFindings,
  });
  const integrationOf = new Map(found.map(({ contactId, integrationId }) => [contactId, integrationId]));
  const findings = await db.contactFinding.findMany({
    where: { at: { gte: since } },
    select: { contactId: true, code: true },
    take: maxFindings,
  });
  for (const { contactId, code } of findings) {
    const own = counts.get(integrationOf.get(contactId) ?? "");
    if (!own) continue;
    const known = own.codes.find((each) => each.code === code);
    if (known) known.calls++;
    else own.codes.push({ code, name: nameOfFinding(code), calls: 1 });
  }
  for (const { codes } of counts.values())
    codes.sort((one, other) => other.calls - one.calls || one.code.localeCompare(other.code));
  return counts;
}
