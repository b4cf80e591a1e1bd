import type pg from "pg";
import {
  type BackupHeader,
  checkBackup,
  hashRows,
  newerBackup,
  queueSection,
  readBackup,
  type SectionSummary,
  sequencesSection,
} from "@/lib/backup/backup-file";
import { missingKeys } from "@/lib/backup/key-fingerprint";
import { addJob } from "@/lib/backup/queue";
import { putBack, setAside, throwAwayAside } from "@/lib/backup/set-aside";
import { type BackupTable, connectForBackup, listTables, readTable } from "@/lib/backup/tables";
import type { Config } from "@/lib/kernel/config";
import { ProblemError } from "@/lib/kernel/result";
import type { AppRole } from "@/prisma/app-role";
import { migrationNames, migrationsFolder } from "@/prisma/list-migrations";
import { migrate } from "@/prisma/migrate";

const rowsAtOnce = 200;
const insufficientPrivilege = "42501";

export interface RestoreOptions {
  /** What is in the database may go. */
  replace: boolean;
  /** Also when this installation's key ring can't open the secrets in it. */
  withoutKeys: boolean;
}

export interface RestoreSummary {
  header: BackupHeader;
  sections: SectionSummary[];
  /** Migrations that the backup's database had not had. */
  migrated: string[];
}

/** What is in the way of a restore, in numbers: tenants, people and everything else are rows. */
export async function countRows(databaseUrl: string): Promise<number> {
  const client = await connectForBackup(databaseUrl, "patchbay-restore");
  try {
    let rows = 0;
    for (const { name } of await listTables(client)) {
      const counted = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM ONLY public.${client.escapeIdentifier(name)}`,
      );
      rows += counted.rows[0]?.count ?? 0;
    }
    return rows;
  } finally {
    await client.end();
  }
}

/**
 * Makes the database what the backup says: everything of it or, when anything fails, nothing, and what was there before
 * is there again. The file is read to its end before the database is touched, and every table is read back and
 * compared. An older backup is loaded into the tables of its time and migrated from there.
 */
export async function restoreBackup(
  file: string,
  settings: Pick<Config, "databaseUrl" | "keyRing"> & { app: AppRole },
  { replace, withoutKeys }: RestoreOptions,
): Promise<RestoreSummary> {
  const { databaseUrl, app, keyRing } = settings;
  const { header, sections } = await checkBackup(file);
  const known = await migrationNames();
  if (header.migrations.some((name) => !known.includes(name))) throw newerBackup();
  const missing = missingKeys(header.keys, keyRing);
  if (missing.length > 0 && !withoutKeys) throw keysMissing(missing);
  if (!replace && (await countRows(databaseUrl)) > 0) throw notEmpty();

  const client = await connectForBackup(databaseUrl, "patchbay-restore");
  try {
    await refuseWhileUsed(client);
    await setAside(client).catch((error: unknown) => {
      throw Reflect.get(Object(error), "code") === insufficientPrivilege ? notOwner(error) : error;
    });
    try {
      await migrate(databaseUrl, app, migrationsFolder, header.migrations);
      await loadSections(client, file, sections);
      const migrated = await migrate(databaseUrl, app);
      await throwAwayAside(client);
      return { header, sections, migrated };
    } catch (error) {
      await putBack(client);
      throw error;
    }
  } finally {
    await client.end();
  }
}

/** All in one transaction: rows, jobs and sequences. */
async function loadSections(client: pg.Client, file: string, expected: SectionSummary[]): Promise<void> {
  await client.query("BEGIN");
  try {
    const tables = new Map((await listTables(client)).map((table) => [table.name, table]));
    let section = { name: "", columns: [] as string[] };
    let lines: string[] = [];
    const flush = async () => {
      if (lines.length > 0) await loadLines(client, tables, section, lines);
      lines = [];
    };
    for await (const part of readBackup(file)) {
      if (part.kind === "section") section = part;
      if (part.kind === "row" && lines.push(part.line) >= rowsAtOnce) await flush();
      if (part.kind === "end-of-section") await flush();
    }
    for (const { name, rows, sha256 } of expected) {
      const table = tables.get(name);
      if (!table) continue;
      const hash = hashRows();
      for await (const line of readTable(client, table)) hash.add(line);
      const found = hash.end(name);
      if (found.rows !== rows || found.sha256 !== sha256) {
        throw new Error(`The table ${name} doesn't match the backup after restoring.`);
      }
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function loadLines(
  client: pg.Client,
  tables: Map<string, BackupTable>,
  section: { name: string; columns: string[] },
  lines: string[],
): Promise<void> {
  if (section.name === queueSection) {
    for (const line of lines) await addJob(client, line);
    return;
  }
  if (section.name === sequencesSection) {
    await client.query(
      `SELECT setval(format('public.%I', r->>0)::regclass, (r->>1)::bigint, (r->>2)::boolean)
         FROM json_array_elements($1::json) r`,
      [`[${lines.join(",")}]`],
    );
    return;
  }
  const table = tables.get(section.name);
  // Types are the database's own words: nothing of the file becomes a part of a statement.
  const types = section.columns.map((column) => table?.columns.find(({ name }) => name === column)?.type);
  if (!table || types.some((type) => type === undefined)) {
    throw new Error(`The backup's table ${section.name} doesn't match its migrations.`);
  }
  const columns = section.columns.map((column) => client.escapeIdentifier(column));
  await client.query(
    `INSERT INTO public.${client.escapeIdentifier(table.name)} (${columns.join(", ")}) OVERRIDING SYSTEM VALUE
     SELECT ${types.map((type, index) => `(r->>${index})::${type}`).join(", ")} FROM json_array_elements($1::json) r`,
    [`[${lines.join(",")}]`],
  );
}

/** Whoever is connected holds rows and jobs of before in its hands, and would go on with them. */
async function refuseWhileUsed(client: pg.Client): Promise<void> {
  const others = await client.query<{ name: string }>(
    `SELECT DISTINCT application_name AS name FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'patchbay%'`,
  );
  if (others.rows.length === 0) return;
  throw new ProblemError({
    code: "restore-while-running",
    sentence: `Patchbay is connected to this database (${others.rows.map(({ name }) => name).join(", ")}). Nothing was restored.`,
    wayOut: "Stop every console and worker that uses this database, and try again.",
  });
}

function notOwner(cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: "restore-not-owner",
      sentence: "The role in DATABASE_URL doesn't own the database. Nothing was restored.",
      wayOut: "Have a database administrator run ALTER DATABASE … OWNER TO that role, and try again.",
    },
    { cause },
  );
}

function notEmpty(): ProblemError {
  return new ProblemError({
    code: "restore-not-empty",
    sentence: "The database isn't empty. Nothing was restored.",
    wayOut: "Restore into a new database, or add --replace to delete what is there.",
  });
}

function keysMissing(missing: string[]): ProblemError {
  return new ProblemError({
    code: "restore-keys-missing",
    sentence: `This installation's key ring can't decrypt the secrets in the backup. It needs the key ${missing.join(", ")} from the installation that made it. Nothing was restored.`,
    wayOut:
      "Add --with-keys and that backup's keys file, or set PATCHBAY_KEY_RING. With --without-keys, everything else is restored, and each secret has to be entered again.",
  });
}
