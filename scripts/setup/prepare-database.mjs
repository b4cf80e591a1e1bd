import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { environmentOf } from "./child-environment.mjs";
import { inRoot } from "./paths.mjs";

/**
 * @param {{ env: NodeJS.ProcessEnv, dataFolder: string, note: (text: string) => void }} options `env` names the
 *   database of the owner's role
 */
export async function migrateDatabase({ env, dataFolder, note }) {
  const said = await runScript("Migrating the database", "prisma/migrate.ts", "migrate.log", {
    env: environmentOf("migrations", env),
    dataFolder,
  });
  note(/up to date/.test(said) ? "up to date" : "migrated");
}

/** @param {{ env: NodeJS.ProcessEnv, dataFolder: string }} options */
export async function seedDatabase({ env, dataFolder }) {
  await runScript("Seeding the database", "prisma/seed.ts", "seed.log", {
    env: environmentOf("seed", { ...env, PATCHBAY_PROCESS: "seed" }),
    dataFolder,
  });
}

/** @param {string} title @param {string} file @param {string} log @param {{ env: NodeJS.ProcessEnv, dataFolder: string }} options */
function runScript(title, file, log, { env, dataFolder }) {
  return runCommand({
    title,
    command: process.execPath,
    args: ["--import", "tsx", inRoot(...file.split("/"))],
    env,
    logFile: path.join(dataFolder, "logs", log),
    timeoutSeconds: 120,
  });
}
