import { config } from "@/lib/kernel/config";
import { makeEnvironment } from "../../scripts/setup/environment.mjs";
import { loadKeys } from "../../scripts/setup/keys.mjs";
import { theInstallation } from "./installation";

let isOpen = false;

/**
 * From now on the functions of lib/ work on this worker's installation, with its database, keys and sandbox: what a story
 * needs and isn't about is laid out by them, not by the screens. Their settings are kept by config(); the environment is
 * put back, since a story may start consoles of its own with it.
 */
export function openLibrary(): void {
  if (isOpen) return;
  const { dataFolder, databaseUrl, sandbox } = theInstallation();
  const before = { ...process.env };
  const keys = loadKeys(dataFolder);
  try {
    Object.assign(
      process.env,
      makeEnvironment({ keys, dataFolder, databaseUrl, sandbox, env: { NODE_ENV: "production" } }),
      {
        PATCHBAY_PROCESS: "seed",
      },
    );
    config();
    isOpen = true;
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
