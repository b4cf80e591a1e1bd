import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import type { TenantId } from "@/lib/kernel/ids";
import { showsGuides } from "@/lib/vendors/blueprints";

/**
 * Has a worker look at the vendor what of the guides is done that use this connection: it was just seen to work. No job where
 * the vendor's API shows nothing of a guide, or nothing uses the connection. How often at most is up to the job.
 */
export async function requestGuideChecks(
  db: TenantDatabase,
  { tenantId, connectionId, kind }: { tenantId: TenantId; connectionId: string; kind: string },
): Promise<void> {
  if (!showsGuides(kind)) return;
  const users = await db.integration.count({
    where: { tenantId, vendorConnections: { path: [kind], equals: connectionId } },
  });
  if (users === 0) return;
  await enqueueJob(
    db,
    "check-guides",
    { tenantId, connectionId },
    // Once: whoever wants to know sooner checks the guide themselves. Two queues, so that deployments find a worker.
    { queue: queueOf(connectionId), jobKey: `guides:${connectionId}`, maxAttempts: 1 },
  );
}

function queueOf(connectionId: string): string {
  return `guides:${Number.parseInt(connectionId.slice(-1), 16) % 2}`;
}
