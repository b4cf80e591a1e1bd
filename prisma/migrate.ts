import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { appRole } from "@/lib/config";
import { openSchemaEngine } from "./schema-engine";

const migrationsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");
/** Any constant: two starts at once migrate one after the other. */
const migrationLock = 7_242_851;

async function listMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: migrationsFolder,
    lockfile: {
      path: "./migration_lock.toml",
      content: await readFile(path.join(migrationsFolder, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(migrationsFolder, name, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/** Lets the console's role sign in with the password of this installation. Repeated at each start: it may have changed. */
async function admitAppRole(client: pg.Client, password: string): Promise<void> {
  const statement = await client.query<{ sql: string }>(
    "SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text) AS sql",
    [appRole, password],
  );
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(statement.rows[0]?.sql ?? "");
      return;
    } catch (error) {
      // Roles are of the whole cluster: another database's start may be changing the same row ("tuple concurrently updated").
      if (attempt >= 5 || !(error instanceof pg.DatabaseError && error.code === "XX000")) throw error;
    }
  }
}

/**
 * Brings a database to the newest state: the tables, the queue's own, and the console's role. Safe to run at each start
 * and by several processes at once. Returns the names of the migrations that it applied.
 *
 * A migration that fails leaves nothing behind but its record, which stops later ones until it is marked as rolled back:
 * `--rolled-back <name>`.
 *
 * @param ownerUrl of a role that owns the tables and may create roles
 * @param appPassword the password of the role patchbay_app
 */
export async function migrate(
  ownerUrl: string,
  appPassword = process.env.PATCHBAY_APP_PASSWORD,
): Promise<string[]> {
  if (!appPassword)
    throw new Error("PATCHBAY_APP_PASSWORD is not set: the console's database role needs one.");
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    const { engine, scriptError, close } = await openSchemaEngine(ownerUrl);
    try {
      const applied = await engine.applyMigrations({
        migrationsList: await listMigrations(),
        filters: { externalTables: [], externalEnums: [] },
      });
      await runMigrations({ connectionString: ownerUrl });
      await admitAppRole(client, appPassword);
      return applied.appliedMigrationNames;
    } catch (error) {
      const cause = scriptError();
      if (!cause) throw error;
      throw new Error(`The database refused a migration: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      });
    } finally {
      await close();
    }
  } finally {
    await client.end();
  }
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set.");
  const flag = process.argv.indexOf("--rolled-back");
  if (flag > 0) {
    const { engine, close } = await openSchemaEngine(url);
    await engine.markMigrationRolledBack({ migrationName: process.argv[flag + 1] ?? "" }).finally(close);
  }
  const applied = await migrate(url);
  process.stdout.write(
    applied.length > 0 ? `Migrated: ${applied.join(", ")}\n` : "The database is up to date.\n",
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main()
    .then(() => 0)
    .catch((error: unknown) => {
      process.stderr.write(`Migration failed: ${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    })
    // The engine leaves a timer of ten seconds behind.
    .then((code) => process.exit(code));
}
