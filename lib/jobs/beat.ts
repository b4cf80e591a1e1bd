import type { Pool } from "pg";

/**
 * The heartbeat. graphile-worker keeps a killed worker's jobs locked for four hours; so each worker says every few
 * seconds that it lives, and whoever beats also frees the jobs of those that no longer do.
 */

/** Enters a worker before it may take its first job: a lock without a beat is nobody's. */
export async function enterWorker(pool: Pool, workerId: string, place?: string): Promise<void> {
  await pool.query(
    `INSERT INTO "WorkerBeat" ("workerId", "startedAt", "beatAt", "place")
     VALUES ($1, clock_timestamp(), clock_timestamp(), $2)`,
    [workerId, place ?? null],
  );
}

/**
 * Frees what earlier workers of this place held: whoever started this one saw them die, so no one waits for their
 * silence. Call it before the first slot enters. Returns the ids of the dead.
 */
export async function freePlace(pool: Pool, place: string): Promise<string[]> {
  const dead = await pool.query<{ workerId: string }>(
    'SELECT "workerId" FROM "WorkerBeat" WHERE "place" = $1',
    [place],
  );
  const ids = dead.rows.map((row) => row.workerId);
  await leaveWorkers(pool, ids);
  return ids;
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

/**
 * Frees what these workers hold, jobs and queues, and takes them off the list. The queue counts an attempt when a job
 * is taken up, so it is given back here: a job that lost its worker hasn't failed, and may lose any number of them.
 * Only a job that the queue itself has put aside for a newer one with its key (attempts used up, key gone) stays aside.
 */
export async function leaveWorkers(pool: Pool, workerIds: string[]): Promise<void> {
  if (workerIds.length === 0) return;
  await pool.query(`WITH gone AS (DELETE FROM "WorkerBeat" WHERE "workerId" = ANY($1)), ${freeing}`, [
    workerIds,
    0,
  ]);
}

/**
 * Frees what idle workers hold without knowing it: the answer that gave them the job was lost on its way. They live, so
 * no one else would ever free it.
 */
export async function freeForgottenJobs(
  pool: Pool,
  idleWorkerIds: string[],
  heldForSeconds: number,
): Promise<void> {
  if (idleWorkerIds.length === 0) return;
  await pool.query(`WITH ${freeing}`, [idleWorkerIds, heldForSeconds]);
}

const freeing = `freed AS (
    UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL,
           attempts = CASE WHEN key IS NULL AND attempts >= max_attempts THEN attempts ELSE greatest(attempts - 1, 0) END
     WHERE locked_by = ANY($1) AND locked_at < clock_timestamp() - make_interval(secs => $2))
  UPDATE graphile_worker._private_job_queues SET locked_at = NULL, locked_by = NULL
   WHERE locked_by = ANY($1) AND locked_at < clock_timestamp() - make_interval(secs => $2)`;

/**
 * Frees the jobs of workers whose last beat is older than this, and of locks that belong to no one on the list.
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
