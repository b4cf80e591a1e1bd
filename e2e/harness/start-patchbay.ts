import { fork } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { makeTemporaryDataFolder } from "../../scripts/setup/data-folder.mjs";
import { inRoot } from "../../scripts/setup/paths.mjs";
import { installationVariable, parseInstallation } from "./installation";

const readySeconds = 600;
const stopSeconds = 30;

/** The real thing, as `npm start` starts it, with data of its own that are gone afterwards. */
export default async function startPatchbay(): Promise<() => Promise<void>> {
  const dataFolder = makeTemporaryDataFolder("patchbay-e2e");
  const {
    DATABASE_URL: _database,
    PATCHBAY_APP_DATABASE_URL: _app,
    PATCHBAY_HOST: _host,
    NEXTAUTH_URL: _address,
    npm_lifecycle_event: _npm,
    ...inherited
  } = process.env;
  const child = fork(inRoot("scripts", "start.mjs"), {
    env: {
      ...inherited,
      NODE_ENV: "production",
      PATCHBAY_DATA: dataFolder,
      PORT: "0",
      // Contacts are scanned when a test asks for it: a fault for the next request is meant for its own.
      PATCHBAY_SCAN_MINUTES: "0",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    execArgv: [],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));

  async function stop(): Promise<void> {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopSeconds * 1000);
    await exited;
    clearTimeout(timer);
    const logs = inRoot("test-results", "e2e-logs");
    fs.rmSync(logs, { recursive: true, force: true });
    fs.cpSync(path.join(dataFolder, "logs"), logs, { recursive: true });
    fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  }

  try {
    const message = await new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`Not ready within ${readySeconds} s.`)),
        readySeconds * 1000,
      );
      child.once("message", (said) => {
        clearTimeout(timer);
        resolve(said);
      });
      child.once("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`npm start ended with ${code} before it was ready.`));
      });
    });
    const installation = parseInstallation(message);
    process.env.PATCHBAY_E2E_URL = installation.address;
    process.env[installationVariable] = JSON.stringify(installation);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
