import type { Pool } from "pg";

/**
 * The heartbeat. graphile-worker keeps a killed worker's jobs locked for four hours; so each worker says every few seconds
 * that it lives, and whoever beats also frees the jobs of those that no longer do.
 */

/** Enters a worker before it may take its first job: a lock without a beat is nobody's. */
export async function enterWorker(pool: Pool, workerId: string): Promise<void> {
  await pool.query(
    'INSERT INTO "WorkerBeat" ("workerId", "startedAt", "beatAt") VALUES ($1, clock_timestamp(), clock_timestamp())',
    [workerId],
  );
}

/** Beats. Returns those of the workers that were declared dead meanwhile (a machine that slept) and must not go on. */
export async function beatWorkers(pool: Pool, workerIds: string[]): Promise<string[]> {
  const alive = await pool.query<{ workerId: string }>(
    'UPDATE "WorkerBeat" SET "beatAt" = clock_timestamp() WHERE "workerId" = ANY($1) RETURNING "workerId"',
    [workerIds],
  );
  const living = new Set(alive.rows.map((row) => row.workerId));
  return workerIds.filter((id) => !living.has(id));
}

/** Frees what these workers hold, jobs and queues, and takes them off the list. */
export async function leaveWorkers(pool: Pool, workerIds: string[]): Promise<void> {
  if (workerIds.length === 0) return;
  await pool.query(
    `WITH gone AS (DELETE FROM "WorkerBeat" WHERE "workerId" = ANY($1))
     SELECT graphile_worker.force_unlock_workers($1::text[])`,
    [workerIds],
  );
}

/**
 * Frees the jobs of workers whose last beat is older than this, and of locks that belong to nobody on the list.
 * Returns the ids of the dead.
 */
export async function freeDeadWorkers(pool: Pool, deadAfterSeconds: number): Promise<string[]> {
  const dead = await pool.query<{ workerId: string }>(
    `SELECT "workerId" FROM "WorkerBeat" WHERE "beatAt" < clock_timestamp() - make_interval(secs => $1)
     UNION
     SELECT held.locked_by FROM (
       SELECT locked_by, locked_at FROM graphile_worker._private_jobs
       UNION ALL SELECT locked_by, locked_at FROM graphile_worker._private_job_queues
     ) held
      WHERE held.locked_by IS NOT NULL AND held.locked_at < clock_timestamp() - make_interval(secs => $1)
        AND NOT EXISTS (SELECT FROM "WorkerBeat" b WHERE b."workerId" = held.locked_by)`,
    [deadAfterSeconds],
  );
  const ids = dead.rows.map((row) => row.workerId);
  await leaveWorkers(pool, ids);
  return ids;
}
