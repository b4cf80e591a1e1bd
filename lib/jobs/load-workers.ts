import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { config } from "@/lib/kernel/config";

export interface Workers {
  /** How many slots have reported recently enough to count as alive. */
  live: number;
  /** Ids of those. */
  liveIds: string[];
  /** Seconds since any worker last reported; undefined when none is on the list (all were stopped in order). */
  silentSeconds: number | undefined;
}

/** Whether anyone is there to do jobs, by the database's clock. */
export async function loadWorkers(db: TenantDatabase): Promise<Workers> {
  const rows = await db.$queryRaw<{ workerId: string; silentSeconds: number }[]>`
    SELECT "workerId", extract(epoch FROM clock_timestamp() - "beatAt")::float8 AS "silentSeconds"
      FROM "WorkerBeat" ORDER BY "beatAt" DESC LIMIT 1000`;
  const { deadAfterSeconds } = config().worker;
  const liveIds = rows.filter((row) => row.silentSeconds <= deadAfterSeconds).map((row) => row.workerId);
  return { live: liveIds.length, liveIds, silentSeconds: rows[0]?.silentSeconds };
}
