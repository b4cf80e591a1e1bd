import type pg from "pg";

/** As long as a log is usually looked back at: the row keeps the job's last failure. In days. */
const keptDays = 7;

/**
 * Takes away jobs that will never run again: used up by failures, or put aside for a newer one with their key. The
 * queue keeps both for good. One whose deployment hasn't ended yet stays: the watchdog of deployments goes by it.
 * Returns how many.
 *
 * `client` is the owner's, with app.upkeep on: the queue's tables are closed to anyone else.
 */
export async function forgetOldJobs(client: pg.ClientBase): Promise<number> {
  const { rowCount } = await client.query(
    `DELETE FROM graphile_worker._private_jobs j
      WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL
        AND j.updated_at < now() - make_interval(days => $1)
        AND NOT EXISTS (
          SELECT FROM "Deployment" d
           WHERE j.key = d."tenantId"::text || ':' || d."id"::text AND d."status" IN ('queued', 'running'))`,
    [keptDays],
  );
  return rowCount ?? 0;
}
