import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import type { DatabaseRoles } from "@/lib/database-roles";
import { nameRoles } from "./name-roles";

export const migrationsFolder = path.join(path.dirname(fileURLToPath(import.meta.url)), "migrations");

/** The scripts in their order, with the installation's own roles in them. @param folder holds one folder per migration */
export async function listMigrations(
  roles: DatabaseRoles,
  folder = migrationsFolder,
): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
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
