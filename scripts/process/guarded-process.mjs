import { fork, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { environmentOf } from "../setup/child-environment.mjs";

const onWindows = process.platform === "win32";

/** @type {import("node:child_process").ChildProcess | undefined} */
let reaper;

/** @type {Set<import("node:child_process").ChildProcess>} */
const living = new Set();
let isClosing = false;

/**
 * Starts a process in a group of its own: a Ctrl-C in the terminal reaches only Patchbay, which then ends everything in
 * order; and a whole group can be ended even when its leader is already dead.
 *
 * @param {string} command @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { stopSignal?: NodeJS.Signals }} [options]
 */
export function spawnGuarded(command, args, { stopSignal = "SIGTERM", ...options } = {}) {
  if (isClosing) throw new Error("Patchbay is stopping, so no new process is started.");
  startReaper();
  const child = spawn(command, args, { windowsHide: true, ...options, detached: !onWindows });
  const { pid } = child;
  if (pid !== undefined) {
    living.add(child);
    tellReaper({ add: pid, signal: stopSignal });
    child.once("exit", () => {
      living.delete(child);
      killGroup(pid);
      tellReaper({ remove: pid });
    });
  }
  return child;
}

/**
 * Ends a process and everything in its group: asks first, kills after the bound. Resolves when it is gone.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {{ signal?: NodeJS.Signals, seconds?: number }} [options]
 * @returns {Promise<void>}
 */
export function stopProcess(child, { signal = "SIGTERM", seconds = 5 } = {}) {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve();
    const { pid } = child;
    const timer = setTimeout(() => (onWindows ? child.kill("SIGKILL") : killGroup(pid)), seconds * 1000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill(signal);
  });
}

/** Ends whatever still runs, during whatever it does, and lets nothing more be started. */
export async function stopEverything() {
  isClosing = true;
  await Promise.all([...living].map((child) => stopProcess(child, { seconds: 3 })));
}

/** @param {number} pid the group's leader */
function killGroup(pid) {
  if (onWindows) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // No one is left in it.
  }
}

function startReaper() {
  if (reaper || onWindows) return;
  reaper = fork(fileURLToPath(new URL("reaper.mjs", import.meta.url)), {
    detached: true,
    env: environmentOf("reaper", process.env),
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    execArgv: [],
  });
  reaper.on("error", () => undefined);
  reaper.unref();
  reaper.channel?.unref();
}

/** @param {{ add: number, signal: string } | { remove: number }} message */
function tellReaper(message) {
  if (reaper?.connected) reaper.send(message, () => undefined);
}
