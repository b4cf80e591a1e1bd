import { keptAgentPageDays } from "@/lib/agent-page/kept-days";
import { noIntegration } from "@/lib/contacts/issues/issue";
import { keptDays, keptLookDays } from "@/lib/contacts/scan/scan-store";
import { askAsOwner } from "@/lib/jobs/ask-as-owner";
import { type Keeper, keepAsking } from "@/lib/jobs/keep-asking";
import { contactCenters } from "@/lib/vendors/contact-centers";

/** How often the database is asked whether a scan is due: workers come and go, and any one of them may ask. */
const askEveryMs = 60_000;
const firstAskMs = 20_000;
const forgetEveryMs = 3_600_000;
/** Contact centers' own events. */
const keptEventDays = 30;
/** Plans to publish that nobody approved: they name who changed what at the vendor. */
const keptPublicationPlanDays = 7;

/**
 * Has contacts scanned again and again while a worker lives. The database decides what is due, so that ten workers scan
 * no more often than one. Findings are forgotten in time also where nothing is scanned any more: an account that refuses,
 * an integration that was removed, scans that are off. A database that is away is asked again later.
 *
 * `databaseUrl` is the owner's, as for the queue itself: what is due concerns every tenant.
 */
export function keepScanning(
  { databaseUrl, scanMinutes }: { databaseUrl: string; scanMinutes: number },
  { askMs = askEveryMs, firstMs = firstAskMs } = {},
): Keeper {
  let forgotAtMs = 0;
  return keepAsking("scans", { firstMs, everyMs: askMs }, async () => {
    if (scanMinutes > 0) await enqueueDueScans(databaseUrl, scanMinutes);
    if (Date.now() - forgotAtMs <= forgetEveryMs) return;
    await forgetOldFindings(databaseUrl);
    forgotAtMs = Date.now();
  });
}

/** Adds a job for each account that is due; returns how many. */
export function enqueueDueScans(databaseUrl: string, scanMinutes: number): Promise<number> {
  return askAsOwner(databaseUrl, async (client) => {
    const answer = await client.query<{ made: number }>("SELECT app_enqueue_contact_scans($1, $2) AS made", [
      scanMinutes,
      contactCenters.map(({ vendor }) => vendor.connection.kind),
    ]);
    return answer.rows[0]?.made ?? 0;
  });
}

/** Deletes every tenant's findings, scans, looks, links, events, records of agents' pages, plans to publish, and resolutions of issues that are older than they are kept. */
export function forgetOldFindings(databaseUrl: string): Promise<void> {
  return askAsOwner(databaseUrl, async (client) => {
    await client.query(`DELETE FROM "ContactFinding" WHERE "seenAt" < now() - make_interval(days => $1)`, [
      keptDays,
    ]);
    await client.query(`DELETE FROM "ContactScan" WHERE "toAt" < now() - make_interval(days => $1)`, [
      keptDays,
    ]);
    await client.query(`DELETE FROM "ContactLook" WHERE "seenAt" < now() - make_interval(days => $1)`, [
      keptLookDays,
    ]);
    await client.query(`DELETE FROM "ContactLink" WHERE "heardAt" < now() - make_interval(days => $1)`, [
      keptLookDays,
    ]);
    await client.query(`DELETE FROM "ContactEvent" WHERE "heardAt" < now() - make_interval(days => $1)`, [
      keptEventDays,
    ]);
    for (const table of ["AgentPageEvent", "AgentLog"]) {
      await client.query(`DELETE FROM "${table}" WHERE "at" < now() - make_interval(days => $1)`, [
        keptAgentPageDays,
      ]);
    }
    await client.query(
      `DELETE FROM "GuidePublication" WHERE "status" = 'planned' AND "plannedAt" < now() - make_interval(days => $1)`,
      [keptPublicationPlanDays],
    );
    await client.query(
      `DELETE FROM "IssueResolution" r WHERE "resolvedAt" < now() - make_interval(days => $1)
          AND NOT EXISTS (SELECT FROM "ContactFinding" f
                           WHERE f."tenantId" = r."tenantId" AND f."code" = r."code"
                             AND coalesce(f."integrationId", $2::uuid) = r."integrationId")`,
      [keptLookDays, noIntegration],
    );
  });
}
