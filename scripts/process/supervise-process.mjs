import fs from "node:fs";
import { root } from "../setup/paths.mjs";
import { ToldError } from "../setup/told-error.mjs";
import { spawnGuarded, stopProcess } from "./guarded-process.mjs";
import { openRotatingLog } from "./rotating-log.mjs";

const tailCharacters = 3_000;
/** After this long a process counts as well again, and its next restart comes at once. */
const wellAfterSeconds = 60;
const maxPauseSeconds = 30;

/**
 * Keeps a process running: it is started, waited for, and started again (after 0.5, 1, 2 … 30 s) when it dies.
 * Its words go to its log file.
 *
 * @param {{
 *   name: string, command: string, args: string[], env: NodeJS.ProcessEnv, logFile: string, cwd?: string,
 *   uid?: number, gid?: number, stopSignal?: NodeJS.Signals, stopSeconds?: number,
 *   readySeconds: number, isReady: (said: Said) => Promise<boolean> | boolean,
 *   tell?: (sentence: string) => void,
 * }} what `isReady` is asked again and again, with what the process has said so far
 * @returns {Promise<{ name: string, said: Said, pid: () => number | undefined,
 *   stop: (how?: { signal?: NodeJS.Signals, seconds?: number }) => Promise<void> }>} resolves when it is ready
 */
export async function superviseProcess(what) {
  const { name, logFile, stopSignal = "SIGTERM", stopSeconds = 5, tell = () => undefined } = what;
  let stopping = false;
  let failures = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let restart;
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let latest;
  const first = await startOnce();
  watch(first);

  async function startOnce() {
    const log = openRotatingLog(logFile);
    const from = log.position();
    const child = spawnGuarded(what.command, what.args, {
      cwd: what.cwd ?? root,
      env: what.env,
      stdio: ["ignore", "pipe", "pipe"],
      stopSignal,
      ...(what.uid === undefined ? {} : { uid: what.uid, gid: what.gid }),
    });
    latest = child;
    /** @type {Said} */
    const said = { out: "", err: "" };
    let isUp = false;
    for (const stream of /** @type {const} */ (["out", "err"])) {
      child[`std${stream}`]?.on("data", (chunk) => {
        if (!isUp) said[stream] += chunk;
        log.write(chunk);
      });
    }
    child.once("close", log.close);
    /** @type {string | undefined} */
    let ended;
    child.once("error", (error) => {
      ended = error.message;
    });
    child.once("exit", (code, signal) => {
      ended = `it exited (${signal ?? code})`;
    });
    const deadline = Date.now() + what.readySeconds * 1000;
    while (!isUp) {
      // What ended isn't ready, whoever else may answer in its place.
      isUp = (await what.isReady(said)) && ended === undefined;
      if (isUp) break;
      if (ended === undefined && Date.now() > deadline) ended = `not ready within ${what.readySeconds} s`;
      if (ended !== undefined) {
        await stopProcess(child, { signal: stopSignal, seconds: stopSeconds });
        throw new ToldError(
          `The ${name} didn't start: ${ended}.\n${readTail(logFile, from)}\nLog: ${logFile}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { child, said, began: Date.now() };
  }

  /** @param {Awaited<ReturnType<typeof startOnce>>} running */
  function watch({ child, began }) {
    const died = () => {
      if (stopping) return;
      if (Date.now() - began > wellAfterSeconds * 1000) failures = 0;
      startAgain();
    };
    if (child.exitCode !== null || child.signalCode !== null) died();
    else child.once("exit", died);
  }

  function startAgain() {
    const pauseSeconds = Math.min(0.5 * 2 ** failures, maxPauseSeconds);
    failures += 1;
    tell(`The ${name} exited. Restarting it in ${pauseSeconds} s (log: ${logFile}).`);
    restart = setTimeout(async () => {
      try {
        const started = await startOnce();
        if (!stopping) tell(`The ${name} is running again.`);
        watch(started);
      } catch {
        if (!stopping) startAgain();
      }
    }, pauseSeconds * 1000);
  }

  return {
    name,
    said: first.said,
    pid: () => latest?.pid,
    stop: async ({ signal = stopSignal, seconds = stopSeconds } = {}) => {
      stopping = true;
      clearTimeout(restart);
      if (latest) await stopProcess(latest, { signal, seconds });
    },
  };
}

/** @typedef {{ out: string, err: string }} Said what it wrote to standard output and error until it was ready */

/** @param {string} logFile @param {number} from */
function readTail(logFile, from) {
  const bytes = fs.readFileSync(logFile);
  // It may have been begun again meanwhile.
  const text = bytes.subarray(from > bytes.length ? 0 : from).toString("utf8");
  return text.slice(-tailCharacters).trimEnd();
}
