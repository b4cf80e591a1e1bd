import path from "node:path";
import { superviseProcess } from "../process/supervise-process.mjs";
import { inRoot } from "../setup/paths.mjs";

/** How a worker is started, here and by `npm run worker`. */
export const workerArguments = ["--import", "tsx", inRoot("lib", "jobs", "main.ts")];

/**
 * The worker that applies deployments. It counts as ready once it says so in its log, and is started again when it dies:
 * a deployment in the middle goes on by itself.
 *
 * @param {{ dataFolder: string, env: NodeJS.ProcessEnv, tell?: (sentence: string) => void }} options
 */
export function startWorker({ dataFolder, env, tell }) {
  return superviseProcess({
    name: "worker",
    command: process.execPath,
    args: workerArguments,
    env,
    logFile: path.join(dataFolder, "logs", "worker.log"),
    readySeconds: 30,
    isReady: (words) => words.includes("\n"),
    ...(tell ? { tell } : {}),
  });
}
