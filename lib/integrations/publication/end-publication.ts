import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { notifyTenant } from "@/lib/jobs/notify";
import type { TenantId } from "@/lib/kernel/ids";
import { toJson } from "@/lib/kernel/plain-json";
import type { Ending } from "./follow-publication";
import type { StoredPublication } from "./publication-store";

interface End {
  tenantId: TenantId;
  actor: Actor;
  stored: Pick<StoredPublication, "id" | "integrationId" | "row" | "endedAt">;
  ending: Ending;
}

/** keepEnd, in a unit of work of its own. */
export function endPublication(end: End): Promise<boolean> {
  return withTenant(end.tenantId, (db) => keepEnd(db, end));
}

/**
 * Keeps what came of a publication, and records it. Who changed what isn't needed anymore, so it goes. False when it has ended
 * otherwise in the meantime, or is gone: then nothing is kept.
 */
export async function keepEnd(
  db: TenantDatabase,
  { tenantId, actor, stored, ending }: End,
): Promise<boolean> {
  const { id, integrationId, row } = stored;
  const { count } = await db.guidePublication.updateMany({
    where: { id, endedAt: stored.endedAt ?? null },
    data: {
      ...{ status: ending.status, outcome: toJson(ending.outcome) },
      ...{ activeKey: null, endedAt: new Date() },
    },
  });
  if (count === 0) return false;
  await db.$executeRaw`
      UPDATE "GuidePublication" SET "plan" = "plan" #- '{changes,known,authors}' WHERE "id" = ${id}::uuid`;
  const problem = ending.outcome.problem ?? ending.outcome.unread;
  const detail = {
    ...{ row, publication: id, outcome: ending.status },
    ...(problem === undefined ? {} : { problem: problem.code }),
  };
  await recordAudit(db, { tenantId, actor, action: "guide:publish-end", target: integrationId, detail });
  await notifyTenant(db, tenantId, `integration:${integrationId}`);
  return true;
}
