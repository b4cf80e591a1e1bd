import path from "node:path";
import { nameOfHost } from "./ports.mjs";
import { vendorUrlSetting } from "./simulated-vendors.mjs";
import { withoutEmpty } from "./without-empty.mjs";

/**
 * What every process of one installation is given. The keys' file fills what the environment does not say.
 *
 * @param {{
 *   keys: Record<string, string>, dataFolder: string, databaseUrl: string,
 *   sandbox?: { awsUrl: string, vendorUrls?: Record<string, string> } | undefined, consolePort?: number, env?: NodeJS.ProcessEnv,
 * }} parts
 * @returns {NodeJS.ProcessEnv}
 */
export function makeEnvironment({ keys, dataFolder, databaseUrl, sandbox, consolePort, env = process.env }) {
  // What npm tells its scripts (its whole configuration, some of it in strange names) is no one else's business.
  const inherited = Object.fromEntries(
    Object.entries(withoutEmpty(env)).filter(([name]) => !/^npm_/i.test(name)),
  );
  return {
    ...keys,
    ...inherited,
    NODE_ENV: env.NODE_ENV ?? "production",
    DATABASE_URL: databaseUrl,
    PATCHBAY_DATA: dataFolder,
    // Running processes find a new key there (lib/secrets/key-ring.ts); a ring of the environment's own has no file.
    PATCHBAY_KEY_RING_FILE:
      inherited.PATCHBAY_KEY_RING_FILE ??
      (inherited.PATCHBAY_KEY_RING ? "" : path.join(dataFolder, "keys.json")),
    ...(sandbox
      ? {
          PATCHBAY_SANDBOX_URL: sandbox.awsUrl,
          ...Object.fromEntries(
            Object.entries(sandbox.vendorUrls ?? {}).map(([vendor, url]) => [vendorUrlSetting(vendor), url]),
          ),
        }
      : {}),
    ...(consolePort === undefined ? {} : consoleAddress(consolePort, env)),
    // Read from the real environment only: in a .env file it would come too late.
    NEXT_MANUAL_SIG_HANDLE: "true",
    NEXT_TELEMETRY_DISABLED: "1",
    // Said once, by check-node.mjs.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

/** @param {number} port @param {NodeJS.ProcessEnv} env */
function consoleAddress(port, env) {
  const common = { PORT: String(port) };
  if (env.NEXTAUTH_URL) return common;
  // Without an address of its own the console answers under whatever loopback name the browser used.
  return {
    ...common,
    NEXTAUTH_URL: `http://${nameOfHost(env.PATCHBAY_HOST || "127.0.0.1")}:${port}`,
    AUTH_TRUST_HOST: "1",
  };
}

/** @param {NodeJS.ProcessEnv} [env] */
export function isSandboxOff(env = process.env) {
  return /^(off|0|false|no)$/i.test(env.PATCHBAY_SANDBOX ?? "");
}
