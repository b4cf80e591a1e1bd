import { keptDays, keptLookDays } from "@/lib/contacts/scan/scan-store";
import { askAsOwner } from "@/lib/jobs/ask-as-owner";
import { type Keeper, keepAsking } from "@/lib/jobs/keep-asking";

/** How often the database is asked whether a scan is due: workers come and go, and any one of them may ask. */
const askEveryMs = 60_000;
const firstAskMs = 20_000;
const forgetEveryMs = 3_600_000;

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
    const answer = await client.query<{ made: number }>("SELECT app_enqueue_contact_scans($1) AS made", [
      scanMinutes,
    ]);
    return answer.rows[0]?.made ?? 0;
  });
}

/** Takes every tenant's findings, scans and looks away that are older than they are kept. */
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
  });
}
