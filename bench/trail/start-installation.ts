import fs from "node:fs";
import path from "node:path";
import type { SandboxControl } from "@/lib/testing/tell-sandbox";
import { stopEverything } from "../../scripts/process/guarded-process.mjs";
import { makeProgress } from "../../scripts/process/progress.mjs";
import { startConsole } from "../../scripts/services/console.mjs";
import { startServices, stopServices } from "../../scripts/services/start-services.mjs";
import { makeTemporaryDataFolder } from "../../scripts/setup/data-folder.mjs";
import { anyFreePort } from "../../scripts/setup/ports.mjs";
import { prepareConsole, prepareSources } from "../../scripts/setup/prepare-sources.mjs";

export interface BenchInstallation {
  /** The console's address. */
  address: string;
  email: string;
  password: string;
  sandbox: SandboxControl;
  stop(): Promise<void>;
}

/**
 * An installation of its own, as `npm start` starts it: embedded PostgreSQL, sandbox, worker and the console's production
 * build. This process gets the same settings, so that the console's own code runs in it too. Removed by `stop`.
 */
export async function startInstallation(): Promise<BenchInstallation> {
  const dataFolder = makeTemporaryDataFolder("patchbay-bench");
  const logsFolder = path.join(dataFolder, "logs");
  const progress = makeProgress({ stream: process.stderr });
  const stops: (() => Promise<void>)[] = [];
  async function end(): Promise<void> {
    await stopServices(stops);
    await stopEverything();
  }
  async function stop(): Promise<void> {
    await end();
    fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  }
  try {
    await prepareSources({ progress, logsFolder });
    await prepareConsole({ progress, logsFolder });
    const port = await anyFreePort();
    // Whatever the environment has, the bench measures its own installation.
    const {
      DATABASE_URL: _database,
      PATCHBAY_APP_DATABASE_URL: _app,
      PATCHBAY_SANDBOX: _sandbox,
      NEXTAUTH_URL: _address,
      ...own
    } = process.env;
    // Nothing else reads trails in the meantime.
    const env = { ...own, NODE_ENV: "production" as const, PATCHBAY_SCAN_MINUTES: "0" };
    const options = { dataFolder, progress, stops, env, isThrowaway: true, consolePort: port };
    const services = await startServices(options);
    const console_ = await startConsole({ dataFolder, env: services.env, port, mode: "start" });
    stops.push(console_.stop);
    Object.assign(process.env, services.env, { PATCHBAY_PROCESS: "bench", PATCHBAY_LOG_LEVEL: "warn" });
    return {
      address: `http://localhost:${port}`,
      email: "owner@localhost",
      password: services.env.PATCHBAY_FIRST_PASSWORD ?? "",
      sandbox: services.sandbox ?? { awsUrl: "", controlKey: "" },
      stop,
    };
  } catch (error) {
    // The logs are kept: they show what went wrong.
    await end();
    throw error;
  }
}
