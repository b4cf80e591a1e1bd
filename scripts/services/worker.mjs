import { randomUUID } from "node:crypto";
import path from "node:path";
import { superviseProcess } from "../process/supervise-process.mjs";
import { environmentOf } from "../setup/child-environment.mjs";
import { inRoot } from "../setup/paths.mjs";

/** When it has lived this long and its log is silent (a log level above "info"), it is taken to be well. */
const quietSeconds = 3;

/** How a worker is started, here and by `npm run worker`. */
export const workerArguments = ["--import", "tsx", inRoot("lib", "worker", "main.ts")];

/**
 * The worker that applies deployments. It is ready with the first line of its log, and is started again when it dies: a
 * deployment in the middle goes on by itself.
 *
 * @param {{ dataFolder: string, env: NodeJS.ProcessEnv, tell?: (sentence: string) => void }} options
 */
export function startWorker({ dataFolder, env, tell }) {
  const began = Date.now();
  return superviseProcess({
    name: "worker",
    command: process.execPath,
    args: workerArguments,
    // One after another, never two at once: a restarted worker frees at once what the one before it held.
    env: environmentOf("worker", { ...env, PATCHBAY_WORKER_PLACE: randomUUID() }),
    logFile: path.join(dataFolder, "logs", "worker.log"),
    readySeconds: 30,
    isReady: (said) => said.err.includes("\n") || Date.now() - began > quietSeconds * 1000,
    ...(tell ? { tell } : {}),
  });
}
