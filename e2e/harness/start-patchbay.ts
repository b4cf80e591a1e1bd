import { type ChildProcess, fork } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { FullConfig } from "@playwright/test";
import { makeTemporaryDataFolder } from "../../scripts/setup/data-folder.mjs";
import { inRoot } from "../../scripts/setup/paths.mjs";
import { handOver, type Installation, parseInstallation, templateUrl } from "./installation";

const readySeconds = 600;
const stopSeconds = 30;

interface Started {
  installation: Installation;
  stop: () => Promise<void>;
}

/** An installation for each of the runner's workers, so that their stories can't meet. */
export default async function startPatchbay({
  workers,
}: Pick<FullConfig, "workers">): Promise<() => Promise<void>> {
  const logs = inRoot("test-results", "e2e-logs");
  fs.rmSync(logs, { recursive: true, force: true });
  const started: Started[] = [];
  const stop = async () => void (await Promise.all(started.map((each) => each.stop())));
  try {
    // One after the other: the first builds what isn't built yet.
    while (started.length < workers) started.push(await startOne(path.join(logs, String(started.length))));
  } catch (error) {
    await stop();
    throw error;
  }
  handOver(started.map(({ installation }) => installation));
  return stop;
}

/** The real thing, as `npm start` starts it, with data of its own that are gone afterward. */
async function startOne(logs: string): Promise<Started> {
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
      PATCHBAY_TEMPLATE_URL: templateUrl,
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
    fs.cpSync(path.join(dataFolder, "logs"), logs, { recursive: true });
    fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  }

  try {
    return { installation: parseInstallation(await readyMessage(child)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readyMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
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
}
