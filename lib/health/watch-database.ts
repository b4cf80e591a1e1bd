import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { config } from "@/lib/kernel/config";
import { log } from "@/lib/kernel/log";
import { type Problem, ProblemError } from "@/lib/kernel/result";

/** How long an answer holds: however many requests ask, the database is asked once in this time. */
const upHoldsMs = 1_000;
const downHoldsMs = 200;
/** What a look may take: to connect, and to answer. */
const lookMs = 2_000;
/**
 * A restarting database is back within this: requests wait for it instead of failing. Later ones are refused at once.
 */
const restartMs = 3_000;

interface Watch {
  url: string;
  /** One connection of its own: a busy pool isn't a database that is away. */
  pool: pg.Pool;
  isUp: boolean;
  lookedAtMs: number;
  downSinceMs: number | undefined;
  looking: Promise<boolean> | undefined;
}

/** Shared by the proxy, the screens and the routes, which are bundled apart but run in one process. */
const held = globalThis as typeof globalThis & { patchbayDatabaseWatch?: Watch | undefined };

export const databaseAway: Problem = {
  code: "database-away",
  isPassing: true,
  sentence: "Patchbay can't reach its database. You are still signed in, and nothing was changed.",
  wayOut: "Wait a moment and try again. If it keeps failing, contact your operator.",
};

/** Thrown when the database is needed but unavailable, before anything was done. */
export class DatabaseAwayError extends ProblemError {
  constructor() {
    super(databaseAway);
    this.name = "DatabaseAwayError";
  }
}

function openWatch(): Watch {
  const url = config().appDatabaseUrl;
  if (held.patchbayDatabaseWatch?.url === url) return held.patchbayDatabaseWatch;
  void held.patchbayDatabaseWatch?.pool.end();
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: lookMs,
    query_timeout: lookMs,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: "patchbay-health",
  });
  // A lost connection is noticed at the next check.
  pool.on("error", () => undefined);
  const watch = { url, pool, isUp: true, lookedAtMs: 0, downSinceMs: undefined, looking: undefined };
  held.patchbayDatabaseWatch = watch;
  return watch;
}

async function look(watch: Watch): Promise<boolean> {
  let failure: unknown;
  try {
    await watch.pool.query("SELECT 1");
  } catch (error) {
    failure = error;
  }
  const isUp = failure === undefined;
  if (isUp !== watch.isUp) {
    if (isUp) log.info("the database is available again");
    else log.warn({ err: failure }, "the database isn't responding");
  }
  watch.isUp = isUp;
  watch.lookedAtMs = Date.now();
  watch.downSinceMs = isUp ? undefined : (watch.downSinceMs ?? Date.now());
  return isUp;
}

/** Whether the database answers this process's role, at most a second ago. Takes 2 s at most and never throws. */
export async function isDatabaseUp(): Promise<boolean> {
  const watch = openWatch();
  if (Date.now() - watch.lookedAtMs < (watch.isUp ? upHoldsMs : downHoldsMs)) return watch.isUp;
  watch.looking ??= look(watch).finally(() => {
    watch.looking = undefined;
  });
  return watch.looking;
}

/**
 * The same, with patience for one that restarts: until it has been away for so long, and at most 2 s more for the look
 * itself.
 */
export async function waitForDatabase(patienceMs = restartMs): Promise<boolean> {
  for (;;) {
    if (await isDatabaseUp()) return true;
    const { downSinceMs } = openWatch();
    if (downSinceMs === undefined || Date.now() - downSinceMs > patienceMs) return isDatabaseUp();
    await pause(downHoldsMs);
  }
}

/** One query on the watch's own connection, with its bounds. For the readiness check. */
export async function askDatabase<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  return (await openWatch().pool.query<Row>(sql)).rows;
}

/** Ends the connection: between tests. */
export async function closeDatabaseWatch(): Promise<void> {
  const watch = held.patchbayDatabaseWatch;
  held.patchbayDatabaseWatch = undefined;
  await watch?.pool.end();
}
