import type pg from "pg";
import { z } from "zod";
import { readQuery } from "@/lib/backup/tables";

// The queue is kept as its jobs and not as its tables, which are graphile-worker's own and differ between its versions.

export const queueColumns = [
  "task",
  "payload",
  "queue",
  "runAt",
  "maxAttempts",
  "key",
  "priority",
  "attempts",
  "lastError",
  "createdAt",
  "flags",
];

/**
 * Jobs in the order in which they were added. One that runs while the backup is made is kept as one that waits: whoever
 * restores it has no worker during it, and the attempt that was cut doesn't count.
 */
const jobsQuery = `
  SELECT json_build_array(
           t.identifier, j.payload::text, q.queue_name, j.run_at::text, j.max_attempts::text, j.key, j.priority::text,
           (CASE WHEN j.locked_at IS NULL THEN j.attempts ELSE greatest(j.attempts - 1, 0) END)::text,
           j.last_error, j.created_at::text,
           (SELECT json_agg(flag) FROM jsonb_object_keys(j.flags) flag)::text)::text AS line
    FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
   ORDER BY j.id`;

export function loadJobs(client: pg.Client): AsyncGenerator<string> {
  return readQuery(client, jobsQuery);
}

const text = z.string().nullable();
const job = z.tuple([text, text, text, text, text, text, text, text, text, text, text]);

/** Adds a job as loadJobs gives it. */
export async function addJob(client: pg.Client, line: string): Promise<void> {
  const [task, payload, queue, runAt, maxAttempts, key, priority, attempts, lastError, createdAt, flags] =
    job.parse(JSON.parse(line));
  const added = await client.query<{ id: string }>(
    `SELECT id FROM graphile_worker.add_job(
       identifier := $1, payload := $2::json, queue_name := $3, run_at := $4::timestamptz, max_attempts := $5::int,
       job_key := $6, priority := $7::int,
       flags := (SELECT array_agg(flag) FROM json_array_elements_text($8::json) flag))`,
    [task, payload, queue, runAt, maxAttempts, key, priority, flags],
  );
  await client.query(
    `UPDATE graphile_worker._private_jobs
        SET attempts = $2::int, last_error = $3, created_at = $4::timestamptz WHERE id = $1`,
    [added.rows[0]?.id, attempts, lastError, createdAt],
  );
}
