import { type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { notifyTenant } from "@/lib/jobs/notify";
import type { TenantId } from "@/lib/kernel/ids";

export interface DeploymentKey {
  tenantId: TenantId;
  deploymentId: string;
}

/** A deployment as one worker has taken it up. Whoever takes it up next gets a higher fence, and this one writes no more. */
export interface Hold extends DeploymentKey {
  fence: number;
}

/** The deployment was taken up by another worker, or ended without this one. Nothing may be changed or written any more. */
export class HoldLost extends Error {
  constructor() {
    super("This worker no longer holds this deployment.");
    this.name = "HoldLost";
  }
}

interface HeldRow {
  fence: number;
  status: string;
  purpose: string;
  stopRequestedBy: string | null;
}

/** Takes the deployment up; undefined when it has already ended. */
export async function takeUp(key: DeploymentKey, workerId: string | undefined): Promise<Hold | undefined> {
  const { tenantId, deploymentId } = key;
  return withTenant(tenantId, async (db) => {
    const [row] = await db.$queryRaw<{ fence: number }[]>`
      UPDATE "Deployment"
         SET "status" = 'running', "fence" = "fence" + 1, "heldBy" = ${workerId ?? null},
             "startedAt" = COALESCE("startedAt", clock_timestamp())
       WHERE "id" = ${deploymentId}::uuid AND "status" IN ('queued', 'running')
   RETURNING "fence"`;
    await notifyTenant(db, tenantId, `deployment:${deploymentId}`);
    return row === undefined ? undefined : { ...key, fence: row.fence };
  });
}

/**
 * One unit of work on a deployment that this worker still holds, and a notification of it. The deployment's row is locked
 * meanwhile, so that a stop, an end or another worker comes before or after it. Rejects with HoldLost.
 */
export async function changeHeld<Value>(
  hold: Hold,
  work: (db: TenantDatabase, held: HeldRow) => Promise<Value>,
): Promise<Value> {
  const { tenantId, deploymentId } = hold;
  return withTenant(tenantId, async (db) => {
    const held = await lockHeld(db, hold);
    const value = await work(db, held);
    await notifyTenant(db, tenantId, `deployment:${deploymentId}`);
    return value;
  });
}

/** Rejects with HoldLost when another worker has taken it up, or it has ended. */
export async function confirmHold(hold: Hold): Promise<void> {
  await withTenant(hold.tenantId, (db) => lockHeld(db, hold));
}

async function lockHeld(db: TenantDatabase, { deploymentId, fence }: Hold): Promise<HeldRow> {
  const [row] = await db.$queryRaw<HeldRow[]>`
    SELECT "fence", "status"::text, "purpose", "stopRequestedBy" FROM "Deployment" WHERE "id" = ${deploymentId}::uuid FOR UPDATE`;
  if (row === undefined || row.fence !== fence || row.status !== "running") throw new HoldLost();
  return row;
}
