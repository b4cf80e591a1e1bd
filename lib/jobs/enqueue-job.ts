import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import { Prisma } from "@/prisma/generated/client";

/**
 * What a job is told: its tenant, and ids to look the rest up with. Never a secret: payloads lie in the queue's tables.
 */
export interface JobPayload {
  tenantId: TenantId;
  [name: string]: string | number | boolean | null;
}

export interface JobOptions {
  /** Jobs of one queue run one after another, over all workers: "aws:<account>:<region>". */
  queue?: string;
  /** A waiting job of this tenant with the same key is replaced instead of a second one added. */
  jobKey?: string;
  /** How often it may run when it throws; each wait is longer. */
  maxAttempts?: number;
}

/**
 * Adds a job in the caller's own transaction: it is there exactly when the change that wants it is. Refused by the
 * database when the payload's tenant isn't the scope's.
 */
export async function enqueueJob(
  db: TenantDatabase,
  name: string,
  payload: JobPayload,
  options: JobOptions = {},
): Promise<void> {
  await db.$executeRaw(Prisma.sql`SELECT app_enqueue_job(
    ${name}, ${JSON.stringify(payload)}::json, ${options.queue ?? null}, ${options.jobKey ?? null},
    ${options.maxAttempts ?? 10}::int)`);
}
