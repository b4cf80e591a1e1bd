import { spawnSync } from "node:child_process";
import fs from "node:fs";

const secondsBetweenLooks = 1;

/**
 * Resolves when a person or the system wants us to end: Ctrl-C, a signal, the terminal gone, or npm, which started us,
 * killed. A second Ctrl-C ends at once; what is left then is the reaper's. The reason is the signal's name, if it was
 * one.
 *
 * @returns {AbortSignal}
 */
export function stopSignal() {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(name, () => {
      if (controller.signal.aborted && name === "SIGINT") process.exit(130);
      controller.abort(name);
    });
  }
  // Whoever read our words is gone (`npm test | head`): no one waits for the rest, and what was started is ended in
  // order.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if ("code" in error && error.code === "EPIPE") controller.abort();
      else throw error;
    });
  }
  // Whoever started us as a part of something greater, and is gone.
  if (process.send) process.on("disconnect", () => controller.abort());
  if (process.env.npm_lifecycle_event && process.platform !== "win32") {
    const areThere = watchStarters();
    setInterval(() => {
      if (!areThere()) controller.abort();
    }, secondsBetweenLooks * 1000).unref();
  }
  return controller.signal;
}

/**
 * npm starts a shell, which starts us; a killed npm tells neither. @returns {() => boolean} whether both are still
 * there
 */
function watchStarters() {
  const shell = process.ppid;
  const npm = parentOf(shell);
  return () => process.ppid === shell && !(npm > 1 && !isThere(npm));
}

/** @param {number} pid @returns {number} NaN when it cannot be told */
function parentOf(pid) {
  try {
    // "pid (name) state parent …"; a name may hold spaces and brackets.
    return Number.parseInt(fs.readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) \S /s, ""), 10);
  } catch {
    return Number.parseInt(
      spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout,
      10,
    );
  }
}

/** @param {number} pid */
function isThere(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** @param {AbortSignal} signal @returns {Promise<void>} */
export function untilStopped(signal) {
  return new Promise((resolve) => {
    // Keeps the process alive while all it does is to wait.
    const hold = setInterval(() => undefined, 60_000);
    const settle = () => {
      clearInterval(hold);
      resolve();
    };
    if (signal.aborted) settle();
    else signal.addEventListener("abort", settle, { once: true });
  });
}
