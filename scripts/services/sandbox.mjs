import path from "node:path";
import { superviseProcess } from "../process/supervise-process.mjs";
import { environmentOf } from "../setup/child-environment.mjs";
import { inRoot } from "../setup/paths.mjs";
import { rememberedPort } from "../setup/ports.mjs";
import { simulatedVendors } from "../setup/simulated-vendors.mjs";
import { ToldError } from "../setup/told-error.mjs";

/**
 * The sandbox account and the simulated vendors. Its addresses stay the same over restarts: a deployed API's URL holds
 * them.
 *
 * @param {{ dataFolder: string, env: NodeJS.ProcessEnv, tell?: (sentence: string) => void }} options
 * @returns {Promise<SandboxAddress & { stop: () => Promise<void>, pid: () => number | undefined }>}
 */
export async function startSandbox({ dataFolder, env, tell }) {
  const portsFile = path.join(dataFolder, "ports.json");
  const awsPort = await rememberedPort(portsFile, "sandbox");
  const vendorPorts = [];
  for (const name of simulatedVendors)
    vendorPorts.push("--vendor-port", `${name}=${await rememberedPort(portsFile, name)}`);
  const supervised = await superviseProcess({
    name: "sandbox",
    command: process.execPath,
    args: [
      "--import",
      "tsx",
      inRoot("sandbox", "main.ts"),
      "--data",
      path.join(dataFolder, "sandbox"),
      "--port",
      String(awsPort),
      ...vendorPorts,
    ],
    env: environmentOf("sandbox", env),
    logFile: path.join(dataFolder, "logs", "sandbox.log"),
    readySeconds: 60,
    isReady: (said) => readAddress(said.out) !== undefined,
    ...(tell ? { tell } : {}),
  });
  const address = readAddress(supervised.said.out);
  if (!address) throw new ToldError("The sandbox didn't report its address.");
  return { ...address, stop: supervised.stop, pid: supervised.pid };
}

/**
 * @typedef {{
 *   awsUrl: string, vendorUrls: Record<string, string>,
 *   region: string, accountId: string, accessKeyId: string, secretAccessKey: string, controlKey: string,
 * }} SandboxAddress
 */

/** Its one line of JSON, once it is whole. @param {string} words @returns {SandboxAddress | undefined} */
function readAddress(words) {
  for (const line of words.split("\n").slice(0, -1)) {
    if (!line.startsWith('{"ready":true')) continue;
    const { ready: _, ...address } = JSON.parse(line);
    return address;
  }
  return undefined;
}
