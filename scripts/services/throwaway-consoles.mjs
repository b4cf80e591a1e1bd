import fs from "node:fs";
import path from "node:path";
import { makeTemporaryDataFolder } from "../setup/data-folder.mjs";
import { makeEnvironment } from "../setup/environment.mjs";
import { loadKeys } from "../setup/keys.mjs";
import { anyFreePort } from "../setup/ports.mjs";
import { migrateDatabase, seedDatabase } from "../setup/prepare-database.mjs";
import { startConsole } from "./console.mjs";
import { startPostgres } from "./postgres.mjs";

/**
 * A database and built consoles on it that a test may stop and start as it likes, without worker and sandbox. The sources
 * must be prepared and the console built.
 *
 * @param {{ env?: Record<string, string> }} [options] `env`: settings of these consoles alone
 */
export async function openThrowawayInstallation({ env: given = {} } = {}) {
  const dataFolder = makeTemporaryDataFolder("patchbay-consoles");
  const keys = loadKeys(dataFolder);
  const ownerPassword = keys.PATCHBAY_OWNER_PASSWORD ?? "";
  const startDatabase = () => startPostgres({ dataFolder, ownerPassword, isThrowaway: true });
  let database = await startDatabase();
  const {
    PATCHBAY_APP_DATABASE_URL: _app,
    PATCHBAY_TEST_CLUSTER: _cluster,
    NEXTAUTH_URL: _address,
    ...inherited
  } = process.env;
  /** @param {number} [port] */
  const environment = (port) =>
    makeEnvironment({
      keys,
      dataFolder,
      databaseUrl: database.url,
      env: { ...inherited, PATCHBAY_SANDBOX: "off", ...given, NODE_ENV: "production" },
      ...(port === undefined ? {} : { consolePort: port }),
    });
  await migrateDatabase({ env: environment(), dataFolder, note: () => undefined });
  await seedDatabase({ env: environment(), dataFolder });
  /** @type {Set<{ stop: () => Promise<void> }>} */
  const running = new Set();

  return {
    dataFolder,
    databaseUrl: database.url,
    owner: { email: "owner@localhost", password: keys.PATCHBAY_FIRST_PASSWORD ?? "" },
    stopDatabase: () => database.stop(),
    startDatabase: async () => {
      database = await startDatabase();
    },

    /** @param {{ port?: number }} [where] on the port of one that was stopped, or on any */
    async startConsole({ port: wanted } = {}) {
      const port = wanted ?? (await anyFreePort());
      const console_ = await startConsole({ dataFolder, env: environment(port), port, mode: "start" });
      running.add(console_);
      return {
        port,
        address: `http://localhost:${port}`,
        pid: console_.pid,
        async stop() {
          await console_.stop();
          running.delete(console_);
        },
      };
    },

    async close() {
      await Promise.all([...running].map((each) => each.stop()));
      await database.stop();
      fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },

    /** @param {string} name @returns {string} */
    readLog: (name) => fs.readFileSync(path.join(dataFolder, "logs", name), "utf8"),
  };
}
