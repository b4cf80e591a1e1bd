import { root } from "../setup/paths.mjs";
import { sentenceOf } from "../setup/told-error.mjs";
import { spawnGuarded, stopEverything, stopProcess } from "./guarded-process.mjs";
import { stopSignal } from "./until-stopped.mjs";

/**
 * Prepares, then runs one TypeScript file of ours in this terminal, and ends as it ended. A Ctrl-C ends it in order.
 *
 * @param {string} file @param {string[]} args
 * @param {(signal: AbortSignal) => Promise<void>} prepare
 * @param {number} stopSeconds how long it may take to end
 */
export async function runInside(file, args, prepare, stopSeconds = 30) {
  const signal = stopSignal();
  try {
    await prepare(signal);
    signal.throwIfAborted();
    const child = spawnGuarded(process.execPath, ["--import", "tsx", file, ...args], {
      cwd: root,
      stdio: "inherit",
    });
    signal.addEventListener("abort", () => void stopProcess(child, { seconds: stopSeconds }));
    process.exitCode = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 1));
    });
  } catch (error) {
    if (!signal.aborted) process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
  await stopEverything();
  process.exit();
}
