import type { TenantDatabase } from "@/lib/access/tenant/scope";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { contactCenters } from "@/lib/vendors/contact-centers";

/** Nobody needs it sooner again, and each costs an account's requests. */
const leastSeconds = 30;

/** Has an account scanned now instead of when it is due; not again within half a minute. */
export async function requestScan(
  db: TenantDatabase,
  { tenantId, connectionId }: { tenantId: TenantId; connectionId: string },
  now = new Date(),
): Promise<Result<undefined>> {
  const kinds = ["aws", ...contactCenters.map(({ vendor }) => vendor.connection.kind)];
  const account = await db.connection.count({ where: { tenantId, id: connectionId, kind: { in: kinds } } });
  if (account === 0) return fail(notThere);
  const recent = await db.contactScan.count({
    where: { tenantId, connectionId, ranAt: { gt: new Date(now.getTime() - leastSeconds * 1_000) } },
  });
  if (recent > 0) return fail(justRan);
  await enqueueJob(
    db,
    "scan-contacts",
    { tenantId, connectionId },
    // The same key as the regular run's, so that the two are one; and once only: the next run tries again anyway.
    { queue: queueOf(connectionId), jobKey: `scan:${connectionId}`, maxAttempts: 1 },
  );
  return succeed(undefined);
}

/** One of the two queues of the regular runs: however many people ask, no more than two scans keep workers from deployments. */
function queueOf(connectionId: string): string {
  return `scan:${Number.parseInt(connectionId.slice(-1), 16) % 2}`;
}

const notThere = {
  code: "connection-not-found",
  sentence: "This connection doesn't exist, or no contacts are read by it.",
  wayOut: "Check the list of connections.",
};
const justRan = {
  code: "scan-just-ran",
  sentence: "Contacts were scanned less than 30 seconds ago.",
  wayOut: "Wait a moment. Contacts are scanned about a minute after they end.",
};
