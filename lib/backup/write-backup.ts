import { rename, rm } from "node:fs/promises";
import type pg from "pg";
import {
  backupVersion,
  checkBackup,
  openBackupWriter,
  queueSection,
  type SectionSummary,
  sequencesSection,
} from "@/lib/backup/backup-file";
import { fingerprintOfKey, keysInUse } from "@/lib/backup/key-fingerprint";
import { loadJobs, queueColumns } from "@/lib/backup/queue";
import {
  connectForBackup,
  leftOutTables,
  listTables,
  readTable,
  refuseHiddenRows,
} from "@/lib/backup/tables";
import type { Config } from "@/lib/kernel/config";
import { ProblemError } from "@/lib/kernel/result";
import { migrationLock } from "@/prisma/migrate";

export interface BackupSummary {
  sections: SectionSummary[];
  /** Keys that secrets in it are encrypted with and that this installation's key ring doesn't hold. */
  keysNotHeld: string[];
}

/**
 * Writes the whole database into one file, as it was at one moment, while others go on working with it; then reads the
 * file back. The keys aren't in it. Throws ProblemError; what it has begun to write is then gone.
 */
export async function writeBackup(
  file: string,
  { databaseUrl, installation, keyRing }: Pick<Config, "databaseUrl" | "installation" | "keyRing">,
): Promise<BackupSummary> {
  const client = await connectForBackup(databaseUrl, "patchbay-backup");
  const draft = `${file}.${process.pid}.partial`;
  try {
    // No migration during it.
    await client.query("SELECT pg_advisory_lock_shared($1)", [migrationLock]);
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const migrations = await appliedMigrations(client);
    await refuseHiddenRows(client);
    const keyIds = await keysInUse(client);
    const written = await writeSections(client, draft, {
      patchbay: "backup",
      version: backupVersion,
      madeAt: new Date().toISOString(),
      installation,
      migrations,
      keys: Object.fromEntries(
        keyIds.map((id) => {
          const key = keyRing.keys[id];
          return [id, key === undefined ? "" : fingerprintOfKey(key)];
        }),
      ),
      roles: await rolesWithRights(client),
      leftOut: leftOutTables,
    });
    await client.query("COMMIT");
    const read = await checkBackup(draft);
    if (JSON.stringify(read.sections) !== JSON.stringify(written)) {
      throw new Error("The backup file doesn't match what was written.");
    }
    await rename(draft, file);
    return { sections: written, keysNotHeld: keyIds.filter((id) => keyRing.keys[id] === undefined) };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

async function writeSections(
  client: pg.Client,
  file: string,
  header: Parameters<typeof openBackupWriter>[1],
): Promise<SectionSummary[]> {
  const writer = await openBackupWriter(file, header);
  const written: SectionSummary[] = [];
  try {
    for (const table of await listTables(client)) {
      const name = client.escapeIdentifier(table.name);
      const counted = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ONLY public.${name}`,
      );
      const columns = table.columns.map((column) => column.name);
      const summary = await writer.section(table.name, columns, readTable(client, table));
      if (summary.rows !== counted.rows[0]?.count) {
        throw new Error(
          `${summary.rows} rows of ${table.name} were written, but ${counted.rows[0]?.count} were counted.`,
        );
      }
      written.push(summary);
    }
    written.push(await writer.section(queueSection, queueColumns, loadJobs(client)));
    written.push(
      await writer.section(sequencesSection, ["name", "lastValue", "isCalled"], readSequences(client)),
    );
    await writer.close();
    return written;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** Last: no row in the file can then have a number that its sequence has yet to give. */
async function* readSequences(client: pg.Client): AsyncGenerator<string> {
  const found = await client.query<{ name: string }>(
    "SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
  );
  for (const { name } of found.rows) {
    const state = await client.query<{ line: string }>(
      `SELECT json_build_array($1::text, last_value::text, is_called::text)::text AS line
         FROM public.${client.escapeIdentifier(name)}`,
      [name],
    );
    yield state.rows[0]?.line ?? "";
  }
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const there = await client.query<{ found: boolean }>(
    `SELECT to_regclass('public."_prisma_migrations"') IS NOT NULL
        AND to_regclass('graphile_worker._private_jobs') IS NOT NULL AS found`,
  );
  if (!there.rows[0]?.found) {
    throw new ProblemError({
      code: "backup-no-installation",
      sentence: "This database has no Patchbay data, so there is nothing to back up.",
      wayOut: "Check DATABASE_URL and PATCHBAY_DATA, or start Patchbay once.",
    });
  }
  const found = await client.query<{ name: string }>(
    `SELECT "migration_name" AS name FROM "_prisma_migrations"
      WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL ORDER BY 1`,
  );
  return found.rows.map(({ name }) => name);
}

async function rolesWithRights(client: pg.Client): Promise<string[]> {
  const found = await client.query<{ role: string }>(
    `SELECT DISTINCT a.grantee::regrole::text AS role FROM pg_class c, aclexplode(c.relacl) a
      WHERE c.relnamespace = 'public'::regnamespace AND a.grantee NOT IN (0, c.relowner) ORDER BY 1`,
  );
  return found.rows.map(({ role }) => role);
}
