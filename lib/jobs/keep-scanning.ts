import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { log } from "@/lib/log";

/** How often the database is asked whether a scan is due: workers come and go, and any one of them may ask. */
const askEveryMs = 60_000;
const firstAskMs = 20_000;

export interface ScanKeeper {
  stop(): Promise<void>;
}

/**
 * Has contacts scanned again and again while a worker lives. The database decides what is due, so that ten workers scan
 * no more often than one. A database that is away is asked again later.
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
    while (scanMinutes > 0) {
      await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      waitMs = askMs;
      try {
        await enqueueDueScans(databaseUrl, scanMinutes);
      } catch (err) {
        log.warn({ err }, "could not ask for the scans that are due");
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
export async function enqueueDueScans(databaseUrl: string, scanMinutes: number): Promise<number> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    options: "-c app.upkeep=on",
    application_name: "patchbay-scans",
  });
  await client.connect();
  try {
    const answer = await client.query<{ made: number }>("SELECT app_enqueue_contact_scans($1) AS made", [
      scanMinutes,
    ]);
    return answer.rows[0]?.made ?? 0;
  } finally {
    await client.end();
  }
}
