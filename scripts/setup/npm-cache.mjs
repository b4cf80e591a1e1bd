import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { canWrite } from "./make-folder.mjs";

/**
 * npm keeps what it downloads in the home folder. Where that cannot be written (a service's account, a read-only image),
 * npm's own advice leads astray; then it gets a temporary folder instead.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ args: string[], remark: string, forget: () => void }} `remark` says so, if it is so
 */
export function findNpmCache(env = process.env) {
  const wanted = env.npm_config_cache || path.join(env.HOME || os.homedir(), ".npm");
  if (process.platform === "win32" || canWrite(wanted)) {
    return { args: [], remark: "", forget: () => undefined };
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-npm-"));
  return {
    args: ["--cache", folder],
    remark: ` (${wanted} can't be written, so npm's cache was temporary)`,
    forget: () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
