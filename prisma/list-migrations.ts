import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import type { DatabaseRoles } from "@/lib/kernel/database-roles";
import { nameRoles } from "./name-roles";

export const migrationsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");

/** Names of all migrations, in their order. @param folder holds one folder per migration */
export async function migrationNames(folder = migrationsFolder): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The scripts in their order, with the installation's own roles in them; `only` those, when it is given. */
export async function listMigrations(
  roles: DatabaseRoles,
  folder = migrationsFolder,
  only?: readonly string[],
): Promise<MigrationList> {
  const names = (await migrationNames(folder)).filter((name) => !only || only.includes(name));
  return {
    baseDir: folder,
    lockfile: {
      path: "./migration_lock.toml",
      content: await readFile(path.join(migrationsFolder, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => {
        const script = await readFile(path.join(folder, name, "migration.sql"), "utf8");
        return {
          path: name,
          migrationFile: {
            path: "migration.sql",
            content: { tag: "ok" as const, value: nameRoles(script, roles) },
          },
        };
      }),
    ),
  };
}
