import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ToldError } from "../setup/told-error.mjs";

const patienceSeconds = 10;

/**
 * A server that a killed run left on these files is ended, in order; a note of one that is gone, whose process number
 * has gone to somebody else (a container's next start), is removed: PostgreSQL itself would refuse to start on both.
 *
 * @param {string} cluster
 */
export async function endLeftover(cluster) {
  const file = path.join(cluster, "postmaster.pid");
  const pid = readPid(file);
  if (pid === undefined) return;
  if (!isPostgres(pid, cluster)) return fs.rmSync(file, { force: true });
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + patienceSeconds * 1000;
  while (isPostgres(pid, cluster)) {
    if (Date.now() > deadline) {
      throw new ToldError(
        `A database server (process ${pid}) is still running on ${cluster} and doesn't exit.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param {string} file */
function readPid(file) {
  try {
    const pid = Number.parseInt(fs.readFileSync(file, "utf8"), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {string} cluster */
function isPostgres(pid, cluster) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return commandOf(pid).includes(cluster);
}

/** @param {number} pid */
function commandOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
  }
}
