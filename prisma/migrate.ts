import { pathToFileURL } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { type AppRole, readAppRole } from "./app-role";
import { ensureRoles } from "./ensure-roles";
import { listMigrations, migrationsFolder } from "./list-migrations";
import { listApplied, settleUnfinished, withMark } from "./migration-records";
import { moveRoles } from "./move-roles";
import { openSchemaEngine } from "./schema-engine";

/** Any constant: two starts at once migrate one after the other. */
export const migrationLock = 7_242_851;

/**
 * Brings a database to the newest state: the installation's roles, the tables, and the queue's own. Safe to run at each
 * start and by several processes at once. Returns the names of the migrations that it applied.
 *
 * Whatever fails leaves the database as it was: what is missing in roles and rights is told before anything is migrated, a
 * refused script takes all of itself back, and the version that ran before still starts.
 *
 * @param ownerUrl of the role that owns the tables
 * @param only the names of these migrations and no others: what a backup's database had had
 * @throws NeedsAdministrator when that role may not make the others and they are not there
 */
export async function migrate(
  ownerUrl: string,
  app: AppRole = readAppRole(),
  folder = migrationsFolder,
  only?: readonly string[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await settleUnfinished(client);
    const migrationsList = await listMigrations(app.roles, folder, only);
    const applied = await listApplied(client);
    const isPending = migrationsList.migrationDirectories.some(({ path }) => !applied.has(path));
    await ensureRoles(client, ownerUrl, app, isPending);
    const names = await applyScripts(client, ownerUrl, migrationsList);
    await runMigrations({ connectionString: ownerUrl });
    await moveRoles(client, app.roles);
    return names;
  } finally {
    await client.end();
  }
}

/** @throws Error with the database's own words when it refuses a script */
async function applyScripts(
  client: pg.Client,
  ownerUrl: string,
  migrationsList: MigrationList,
): Promise<string[]> {
  const scripts = new Set(
    migrationsList.migrationDirectories.map(({ migrationFile: { content } }) =>
      content.tag === "ok" ? content.value : "",
    ),
  );
  const amend = (script: string) => (scripts.has(script) ? withMark(script) : script);
  const { engine, scriptError, close } = await openSchemaEngine(ownerUrl, amend);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList,
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    await settleUnfinished(client);
    const cause = scriptError();
    if (!cause) throw error;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The database refused a migration: ${words}\nNothing from this migration was applied, and the previous version ` +
        "still starts. Fix the cause, then start again or run `npm run db:migrate`.",
      { cause },
    );
  } finally {
    await close();
  }
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL isn't set.");
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
