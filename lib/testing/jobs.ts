// Jobs for tests of the worker itself, and, run as a program, a worker process that does them: something to kill.

import { pathToFileURL } from "node:url";
import { z } from "zod";
import { nameActor, type TenantDatabase, withTenant } from "@/lib/access/tenant/scope";
import { config } from "@/lib/kernel/config";
import { tenantIdInput } from "@/lib/kernel/id-input";
import type { TenantId } from "@/lib/kernel/ids";
import type { JobHandler } from "@/lib/worker/tasks";
import { startWorker } from "@/lib/worker/worker";

const holdInput = z.object({ tenantId: tenantIdInput, runsToHold: z.number().int() });

/** Leaves one audit event a run; the first `runsToHold` runs then wait until they are told to stop, or killed. */
const hold: JobHandler = async (payload, { signal }) => {
  const { tenantId, runsToHold } = holdInput.parse(payload);
  const run = await withTenant(tenantId, async (db) => {
    await leaveEvent(db, tenantId, "job:run");
    return db.auditEvent.count({ where: { action: "job:run" } });
  });
  if (run <= runsToHold) {
    await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }
  await withTenant(tenantId, (db) => leaveEvent(db, tenantId, "job:end"));
};

/** No action of the console, so `recordAudit` does not take it. */
async function leaveEvent(db: TenantDatabase, tenantId: TenantId, action: "job:run" | "job:end") {
  await nameActor(db, { name: `${process.pid}` });
  await db.$executeRaw`INSERT INTO "AuditEvent" ("tenantId", "action", "target") VALUES (${tenantId}::uuid, ${action}, 'hold')`;
}

export const testTasks: Record<string, JobHandler> = { "test-hold": hold };

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const worker = startWorker(config(), testTasks);
  process.once("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
}
