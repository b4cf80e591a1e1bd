import { makeProgress } from "../process/progress.mjs";
import { startPostgres } from "../services/postgres.mjs";
import { checkNode } from "./check-node.mjs";
import { checkSettings } from "./check-settings.mjs";
import { openDataFolder } from "./data-folder.mjs";
import { makeEnvironment } from "./environment.mjs";
import { loadKeys } from "./keys.mjs";
import { prepareSources } from "./prepare-sources.mjs";
import { readRunning, takeRunLock } from "./run-lock.mjs";

/**
 * Gives a command the environment of this installation: of the one that runs now, else with its own database started
 * for as long as the command takes.
 *
 * @template T
 * @param {(installation: { env: NodeJS.ProcessEnv, dataFolder: string }) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withInstallation(work) {
  checkNode();
  checkSettings();
  const dataFolder = openDataFolder({ needsPostgres: !process.env.DATABASE_URL });
  await prepareSources({ progress: makeProgress({ isQuiet: true }), isProduction: true });
  const keys = loadKeys(dataFolder);
  const running = readRunning(dataFolder);
  const databaseUrl = process.env.DATABASE_URL ?? running?.databaseUrl;
  if (databaseUrl) {
    return work({
      env: makeEnvironment({ keys, dataFolder, databaseUrl, sandbox: running?.sandbox }),
      dataFolder,
    });
  }
  const lock = takeRunLock(dataFolder);
  try {
    const ownerPassword = keys.PATCHBAY_OWNER_PASSWORD ?? "";
    const database = await startPostgres({ dataFolder, ownerPassword });
    try {
      return await work({
        env: makeEnvironment({ keys, dataFolder, databaseUrl: database.url }),
        dataFolder,
      });
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}
