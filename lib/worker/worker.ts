import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { beatWorkers, freeDeadWorkers, freeForgottenJobs, freePlace, leaveWorkers } from "@/lib/jobs/beat";
import type { Config } from "@/lib/kernel/config";
import { log } from "@/lib/kernel/log";
import { openSlot, type Slot } from "./slot";
import type { JobHandler } from "./tasks";

export interface Worker {
  /** Stops taking jobs, tells the running ones, frees what has not ended, and closes: within about 1.5 s. */
  stop(): Promise<void>;
}

/** How long running jobs get to stop by themselves. */
const graceMs = 1_000;
const closeMs = 400;
const maxRetryMs = 5_000;

/**
 * Works through the queue until stopped: `concurrency` jobs at a time, and as many such workers as wanted side by side.
 * It outlives the database: while that is away it keeps trying. A job whose worker died is free again after
 * deadAfterSeconds + beatSeconds, and found within one second more.
 *
 * `databaseUrl` is the owner's: graphile-worker's tables are closed to the console's role. The jobs themselves use scopes
 * of the console's role like everything else.
 */
export function startWorker(
  { databaseUrl, worker: settings }: Pick<Config, "databaseUrl" | "worker">,
  handlers: Record<string, JobHandler>,
): Worker {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    // A slot listens on one connection and asks on another.
    max: settings.concurrency * 2 + 2,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    options: "-c app.upkeep=on",
    application_name: "patchbay-worker",
  });
  pool.on("error", (err) => log.warn({ err }, "a queue connection was lost"));
  const stopping = new AbortController();
  const slots = new Set<Slot>();
  /** Given up while the database was away: freed at the next beat that gets through. */
  const toFree = new Set<string>();
  const certainForMs = (settings.deadAfterSeconds - settings.beatSeconds) * 1_000;
  const { place } = settings;
  /** Also when it fails: then they are freed after their silence. */
  const whenPlaceIsFree = place === undefined ? undefined : freeFormerWorkers(pool, place);
  let lastBeatMs = Date.now();

  const rest = (ms: number) => pause(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  async function keepSlotOpen(): Promise<void> {
    let retryMs = 100;
    await whenPlaceIsFree;
    while (!stopping.signal.aborted) {
      try {
        const slot = await openSlot(pool, handlers, { certainForMs, place });
        slots.add(slot);
        retryMs = 100;
        await slot.ended;
        if (stopping.signal.aborted) return;
        slots.delete(slot);
        await slot.stop(graceMs);
        toFree.add(slot.workerId);
        log.warn({ workerId: slot.workerId }, "a worker slot ended and is opened anew");
      } catch (err) {
        log.warn({ err }, "the queue does not answer; trying again");
      }
      await rest(retryMs);
      retryMs = Math.min(retryMs * 2, maxRetryMs);
    }
  }

  async function beatOnce(): Promise<void> {
    const left = [...toFree];
    await leaveWorkers(pool, left);
    for (const workerId of left) toFree.delete(workerId);
    const beating = [...slots].map((slot) => ({ slot, asOf: slot.lease.moment(), isIdle: !slot.isBusy() }));
    const declaredDead = await beatWorkers(
      pool,
      beating.map(({ slot }) => slot.workerId),
    );
    lastBeatMs = Date.now();
    giveUp(declaredDead, "others have declared this worker dead");
    for (const { slot, asOf } of beating) {
      if (!declaredDead.includes(slot.workerId)) slot.lease.confirm(asOf);
    }
    const idle = beating.filter(({ slot, isIdle }) => isIdle && !slot.isBusy());
    await freeForgottenJobs(
      pool,
      idle.map(({ slot }) => slot.workerId),
      settings.deadAfterSeconds,
    );
    const freed = await freeDeadWorkers(pool, settings.deadAfterSeconds);
    if (freed.length > 0) log.warn({ workers: freed }, "freed the jobs of workers that no longer beat");
  }

  function giveUp(workerIds: string[], why: string): void {
    for (const slot of slots) {
      if (!workerIds.includes(slot.workerId)) continue;
      log.warn({ workerId: slot.workerId, why }, "a worker slot gives its job up");
      void slot.stop(graceMs);
    }
  }

  async function keepBeating(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await beatOnce();
      } catch (err) {
        log.warn({ err }, "could not beat");
        // Before others may take its job, a worker that cannot be heard stops it: never two at once on the same account.
        if (Date.now() - lastBeatMs > certainForMs) {
          giveUp(
            [...slots].map((slot) => slot.workerId),
            "it could not beat for too long",
          );
        }
      }
      await rest(settings.beatSeconds * 1_000);
    }
  }

  const loops = [keepBeating(), ...Array.from({ length: settings.concurrency }, keepSlotOpen)];
  return {
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      const open = [...slots];
      await Promise.all(open.map((slot) => slot.stop(graceMs)));
      const leaving = leaveWorkers(pool, [...open.map((slot) => slot.workerId), ...toFree]).catch(
        (err: unknown) => log.warn({ err }, "could not free this worker's jobs; others will"),
      );
      await Promise.race([leaving.then(() => Promise.all([...loops, pool.end()])), pause(closeMs)]);
    },
  };
}

async function freeFormerWorkers(pool: pg.Pool, place: string): Promise<void> {
  try {
    const freed = await freePlace(pool, place);
    if (freed.length > 0) log.info({ workers: freed }, "freed the jobs of the worker that was here before");
  } catch (err) {
    log.warn(
      { err },
      "could not free the jobs of the worker that was here before; they are freed after its silence",
    );
  }
}
