import type pg from "pg";
import { givenUpBefore, givenUpMinutes } from "@/lib/access/tenant/active-publication";
import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";
import type { Problem } from "@/lib/kernel/result";
import { keepEnd } from "./end-publication";
import type { Ending } from "./follow-publication";
import { isUnderWay } from "./publication-status";
import type { StoredPublication } from "./publication-store";

/** Pure. How one ends whose worker never came back: one that was never asked for is known not to have been published. */
function lostEnding({ status }: { status: string }): Ending {
  return status === "queued"
    ? { status: "unread", outcome: { problem: publicationLate } }
    : { status: "unknown", outcome: { unread: publicationLost } };
}

/** Pure. A publication as it is shown: one that is lost has ended, whatever its row says. */
export function giveUpLate(publication: StoredPublication, now: Date): StoredPublication {
  const { status, approvedAt } = publication;
  if (!isUnderWay(status) || approvedAt === undefined || approvedAt > givenUpBefore(now)) return publication;
  const endedAt = new Date(approvedAt.getTime() + givenUpMinutes * 60_000);
  return { ...publication, ...lostEnding(publication), endedAt };
}

/** Ends the lost publications of a tenant, or of one thing that is published, and records each. */
export async function giveUpLost(
  db: TenantDatabase,
  tenantId: TenantId,
  only: { activeKey?: string; integrationId?: string } = {},
): Promise<number> {
  const rows = await db.guidePublication.findMany({
    where: { activeKey: { not: null }, approvedAt: { lt: givenUpBefore() }, ...only },
  });
  let ended = 0;
  for (const { id, integrationId, row, status } of rows) {
    const stored = { id, integrationId, row, endedAt: undefined };
    const ending = lostEnding({ status });
    if (await keepEnd(db, { tenantId, actor: { name: "worker" }, stored, ending })) ended += 1;
  }
  return ended;
}

/**
 * Ends the lost publications of every tenant. May run anywhere, any number of times at once. `client` is the owner's, with
 * app.upkeep on.
 */
export async function giveUpEveryLost(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ tenantId: TenantId }>(
    `SELECT DISTINCT "tenantId"::text AS "tenantId" FROM "GuidePublication"
      WHERE "activeKey" IS NOT NULL AND "approvedAt" < $1`,
    [givenUpBefore()],
  );
  let ended = 0;
  for (const { tenantId } of rows) ended += await withTenant(tenantId, (db) => giveUpLost(db, tenantId));
  if (ended > 0) log.warn({ ended }, "gave up publications whose worker never came back");
  return ended;
}

export const publicationLate: Problem = {
  code: "publication-late",
  sentence: `No worker took it up within ${givenUpMinutes} minutes of its approval.`,
  wayOut: "Plan again.",
};
const publicationLost: Problem = {
  code: "publication-lost",
  sentence: `The worker that was publishing it didn't report within ${givenUpMinutes} minutes.`,
  wayOut: "Read the state again.",
};
