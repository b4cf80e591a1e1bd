import fs from "node:fs";
import path from "node:path";
import { ToldError } from "./told-error.mjs";

/**
 * One start per data folder: two would fight over the database's files.
 *
 * @typedef {{ pid: number, address?: string, databaseUrl?: string, sandbox?: { awsUrl: string, vendorUrls?: Record<string, string> } }} Running
 */

/** @param {string} dataFolder @returns {Running | undefined} the start that runs on it now */
export function readRunning(dataFolder) {
  try {
    /** @type {Running} */
    const running = JSON.parse(fs.readFileSync(lockFile(dataFolder), "utf8"));
    return isOurs(running.pid) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} dataFolder @returns {{ update: (more: Omit<Running, "pid">) => void, release: () => void }} */
export function takeRunLock(dataFolder) {
  const running = readRunning(dataFolder);
  if (running) {
    const where = running.address ? ` at ${running.address}` : "";
    throw new ToldError(`Patchbay is already running on ${dataFolder} (process ${running.pid})${where}.`);
  }
  const file = lockFile(dataFolder);
  fs.rmSync(file, { force: true });
  /** @param {Omit<Running, "pid">} more @param {"w" | "wx"} flag */
  const write = (more, flag) =>
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, ...more }), { mode: 0o600, flag });
  write({}, "wx");
  return {
    update: (more) => write(more, "w"),
    release: () => fs.rmSync(file, { force: true }),
  };
}

/** @param {string} dataFolder */
function lockFile(dataFolder) {
  return path.join(dataFolder, "running.json");
}

/** The number may have gone to somebody else since. @param {number} pid */
function isOurs(pid) {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  try {
    return /scripts[\\/](start|migrate|test|demo|backup|restore)\.mjs/.test(
      fs.readFileSync(`/proc/${pid}/cmdline`, "utf8"),
    );
  } catch {
    return true;
  }
}
