import type pg from "pg";

/** Stands in a migration's record from the moment its script is committed: both are one transaction. */
const committedMark = "committed";

/**
 * What is run with each script. A process that is killed while it migrates leaves a record without an end; the mark then
 * says whether the script took effect.
 */
export function withMark(script: string): string {
  return `${script}\n;\nUPDATE "_prisma_migrations" SET "logs" = '${committedMark}' WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL;`;
}

async function hasRecords(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`,
  );
  return rows[0]?.exists === true;
}

/** Names of the migrations that the database has. */
export async function listApplied(client: pg.Client): Promise<Set<string>> {
  if (!(await hasRecords(client))) return new Set();
  const { rows } = await client.query<{ name: string }>(
    `SELECT "migration_name" AS name FROM "_prisma_migrations"
      WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`,
  );
  return new Set(rows.map((row) => row.name));
}

/**
 * Settles records without an end, so that a failed or interrupted migration never stands in the way of the next start,
 * nor of the version that ran before. A script is one transaction: without its mark, nothing of it is there.
 */
export async function settleUnfinished(client: pg.Client): Promise<void> {
  if (!(await hasRecords(client))) return;
  await client.query(
    `UPDATE "_prisma_migrations"
        SET "finished_at" = CASE WHEN coalesce("logs", '') = $1 THEN now() END,
            "rolled_back_at" = CASE WHEN coalesce("logs", '') = $1 THEN NULL::timestamptz ELSE now() END
      WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL`,
    [committedMark],
  );
}
