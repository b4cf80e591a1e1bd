import path from "node:path";
import { isSandboxOff, makeEnvironment } from "../setup/environment.mjs";
import { loadKeys } from "../setup/keys.mjs";
import { migrateDatabase, seedDatabase } from "../setup/prepare-database.mjs";
import { startPostgres } from "./postgres.mjs";
import { startSandbox } from "./sandbox.mjs";
import { startWorker } from "./worker.mjs";

/**
 * Everything behind the console: keys, database (embedded unless DATABASE_URL names one), sandbox, seed, worker.
 * Sources must be prepared.
 *
 * @param {{
 *   dataFolder: string, progress: import("../process/progress.mjs").Progress, env?: NodeJS.ProcessEnv,
 *   isThrowaway?: boolean, consolePort?: number, stops: (() => Promise<void>)[], signal?: AbortSignal,
 * }} options each thing started adds to `stops` how it is ended, also when a later one fails
 */
export async function startServices(options) {
  const { dataFolder, progress, env = process.env, stops, signal } = options;
  const tell = progress.say;
  const keys = await progress.step("keys", () => loadKeys(dataFolder));
  const databaseUrl = await progress.step("database", async (note) => {
    if (env.DATABASE_URL) {
      note("DATABASE_URL");
      return env.DATABASE_URL;
    }
    const ownerPassword = keys.PATCHBAY_OWNER_PASSWORD ?? "";
    const started = await startPostgres({
      dataFolder,
      ownerPassword,
      tell,
      isThrowaway: options.isThrowaway ?? false,
    });
    stops.push(started.stop);
    note(`embedded, port ${new URL(started.url).port}`);
    return started.url;
  });
  signal?.throwIfAborted();
  const base = makeEnvironment({ keys, dataFolder, databaseUrl, env });
  await progress.step("migrations", (note) => migrateDatabase({ env: base, dataFolder, note }));
  signal?.throwIfAborted();
  const sandbox = isSandboxOff(env)
    ? undefined
    : await progress.step("sandbox account", async (note) => {
        const started = await startSandbox({ dataFolder, env: base, tell });
        stops.push(started.stop);
        note(started.awsUrl);
        return started;
      });
  signal?.throwIfAborted();
  const port = options.consolePort === undefined ? {} : { consolePort: options.consolePort };
  const full = makeEnvironment({ keys, dataFolder, databaseUrl, sandbox, env, ...port });
  await progress.step("first data", () => seedDatabase({ env: full, dataFolder }));
  signal?.throwIfAborted();
  const worker = await progress.step("worker", async (note) => {
    const started = await startWorker({ dataFolder, env: full, tell });
    stops.push(started.stop);
    note(`log: ${path.join(dataFolder, "logs", "worker.log")}`);
    return started;
  });
  return { env: full, keys, databaseUrl, sandbox, worker };
}

/**
 * The last started first: a worker must not see its database go.
 *
 * @param {(() => Promise<void>)[]} stops
 */
export async function stopServices(stops) {
  for (const stop of stops.splice(0).reverse()) await stop();
}
