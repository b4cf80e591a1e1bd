import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { keptDays } from "@/lib/contacts/scan-store";
import { log } from "@/lib/log";

/** How often the database is asked whether a scan is due: workers come and go, and any one of them may ask. */
const askEveryMs = 60_000;
const firstAskMs = 20_000;
const forgetEveryMs = 3_600_000;

export interface ScanKeeper {
  stop(): Promise<void>;
}

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
): ScanKeeper {
  const stopping = new AbortController();
  async function keepAsking(): Promise<void> {
    let waitMs = firstMs;
    let forgotAtMs = 0;
    while (!stopping.signal.aborted) {
      await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      waitMs = askMs;
      try {
        if (scanMinutes > 0) await enqueueDueScans(databaseUrl, scanMinutes);
        if (Date.now() - forgotAtMs > forgetEveryMs) {
          await forgetOldFindings(databaseUrl);
          forgotAtMs = Date.now();
        }
      } catch (err) {
        log.warn({ err }, "could not ask for the scans that are due, or forget old findings");
      }
    }
  }
  const asking = keepAsking();
  return {
    async stop() {
      stopping.abort();
      await asking;
    },
  };
}

/** Adds a job for each account that is due; returns how many. */
export function enqueueDueScans(databaseUrl: string, scanMinutes: number): Promise<number> {
  return asOwner(databaseUrl, async (client) => {
    const answer = await client.query<{ made: number }>("SELECT app_enqueue_contact_scans($1) AS made", [
      scanMinutes,
    ]);
    return answer.rows[0]?.made ?? 0;
  });
}

/** Takes every tenant's findings and scans away that are older than they are kept. */
export function forgetOldFindings(databaseUrl: string): Promise<void> {
  return asOwner(databaseUrl, async (client) => {
    await client.query(`DELETE FROM "ContactFinding" WHERE "seenAt" < now() - make_interval(days => $1)`, [
      keptDays,
    ]);
    await client.query(`DELETE FROM "ContactScan" WHERE "toAt" < now() - make_interval(days => $1)`, [
      keptDays,
    ]);
  });
}

async function asOwner<Value>(
  databaseUrl: string,
  ask: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    options: "-c app.upkeep=on",
    application_name: "patchbay-scans",
  });
  // A connection that is lost fails the statement, and is told here as well: unheard, it would end the process.
  client.on("error", (err) => log.warn({ err }, "the connection of the scans was lost"));
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}
