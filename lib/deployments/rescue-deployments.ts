import type pg from "pg";
import { withTenant } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";
import { stopLocked, stoppedByWatchdog } from "./end-deployment";

/** A job that failed is tried again after this at the latest, so that its deployment ends within minutes, well or not. */
const longestWaitSeconds = 60;

export interface Rescue {
  /** Deployments whose job was lost, or used up by workers that died: they run again. */
  takenUpAgain: number;
  /** Deployments whose job failed by itself as often as it may: they were ended, and say so. */
  ended: number;
}

interface Stranded {
  tenantId: TenantId;
  deploymentId: string;
}

/**
 * Looks for deployments that nobody will ever go on with, and sees to each: a job that is gone is added again, one whose
 * attempts went with its workers starts anew, and one that failed by itself for good ends its deployment. Asks only the
 * database. May run anywhere, any number of times at once.
 *
 * `client` is the owner's, with app.upkeep on: what is stranded concerns every tenant.
 */
export async function rescueDeployments(client: pg.ClientBase): Promise<Rescue> {
  await client.query("BEGIN");
  try {
    // One at a time, so that no job is added twice; whoever comes second has nothing to do.
    const lock = await client.query<{ taken: boolean }>(
      "SELECT pg_try_advisory_xact_lock(hashtext('patchbay:rescue-deployments')) AS taken",
    );
    const rescued = lock.rows[0]?.taken ? await rescueLocked(client) : { takenUpAgain: 0, stranded: [] };
    await client.query("COMMIT");
    let ended = 0;
    for (const each of rescued.stranded) if (await endGivenUp(each)) ended += 1;
    if (rescued.takenUpAgain + ended > 0) {
      log.warn(
        { takenUpAgain: rescued.takenUpAgain, ended },
        "recovered deployments that no worker was running",
      );
    }
    return { takenUpAgain: rescued.takenUpAgain, ended };
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function rescueLocked(client: pg.ClientBase): Promise<{ takenUpAgain: number; stranded: Stranded[] }> {
  await client.query(
    `UPDATE graphile_worker._private_jobs j
        SET run_at = now() + make_interval(secs => $1)
       FROM "Deployment" d
      WHERE ${isJobOf} AND d."status" IN ('queued', 'running') AND j.locked_at IS NULL
        AND j.run_at > now() + make_interval(secs => $1)`,
    [longestWaitSeconds],
  );
  const renewed = await client.query(
    `UPDATE graphile_worker._private_jobs j SET attempts = 0, run_at = now()
       FROM "Deployment" d
      WHERE ${isJobOf} AND d."status" IN ('queued', 'running') AND j.locked_at IS NULL
        AND j.attempts >= j.max_attempts AND j.last_error IS NULL`,
  );
  const added = await client.query(
    `SELECT graphile_worker.add_job(
              identifier := 'apply-deployment',
              payload := json_build_object('tenantId', d."tenantId", 'deploymentId', d."id"),
              queue_name := COALESCE(d."queue", 'connection:' || i."awsConnectionId"::text, 'integration:' || i."id"::text),
              max_attempts := 10,
              job_key := d."tenantId"::text || ':' || d."id"::text)
       FROM "Deployment" d
       JOIN "Integration" i ON i."tenantId" = d."tenantId" AND i."id" = d."integrationId"
      WHERE d."status" IN ('queued', 'running')
        AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs j WHERE ${isJobOf})`,
  );
  const { rows: stranded } = await client.query<Stranded>(
    `SELECT d."tenantId", d."id" AS "deploymentId" FROM "Deployment" d
       JOIN graphile_worker._private_jobs j ON ${isJobOf}
      WHERE d."status" IN ('queued', 'running') AND j.locked_at IS NULL
        AND j.attempts >= j.max_attempts AND j.last_error IS NOT NULL`,
  );
  return { takenUpAgain: (renewed.rowCount ?? 0) + (added.rowCount ?? 0), stranded };
}

const isJobOf = `j.key = d."tenantId"::text || ':' || d."id"::text`;

async function endGivenUp({ tenantId, deploymentId }: Stranded): Promise<boolean> {
  return withTenant(tenantId, async (db) => {
    const rows = await db.$queryRaw<unknown[]>`
      SELECT "id" FROM "Deployment"
       WHERE "id" = ${deploymentId}::uuid AND "status" IN ('queued', 'running') FOR UPDATE`;
    if (rows.length === 0) return false;
    await stopLocked(db, tenantId, deploymentId, gaveUp);
    return true;
  });
}

const gaveUp = {
  code: stoppedByWatchdog,
  sentence:
    "The worker failed repeatedly while applying this deployment. See its log. The deployment was stopped.",
};
