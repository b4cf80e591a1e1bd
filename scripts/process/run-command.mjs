import { createWriteStream } from "node:fs";
import { root } from "../setup/paths.mjs";
import { ToldError } from "../setup/told-error.mjs";
import { spawnGuarded, stopProcess } from "./guarded-process.mjs";

const tailLines = 40;

/**
 * Runs a command to its end. What it says goes to the log file; when it fails, its last lines are in the error.
 *
 * @param {{
 *   title: string, command: string, args: string[], env?: NodeJS.ProcessEnv, cwd?: string, logFile?: string,
 *   timeoutSeconds: number, signal?: AbortSignal, shell?: boolean, uid?: number, gid?: number,
 * }} what
 * @returns {Promise<string>} what it wrote to standard output
 */
export async function runCommand(what) {
  const { code, output, tail, timedOut } = await tryCommand(what);
  if (code === 0) return output;
  const how = timedOut ? `didn't finish within ${what.timeoutSeconds} s` : `failed (${code ?? "killed"})`;
  const where = what.logFile ? `\nFull log: ${what.logFile}` : "";
  throw new ToldError(`${what.title} ${how}.\n${tail}${where}`);
}

/**
 * The same, without failing: `code` is null when it was killed, and when it could not be started.
 *
 * @param {Parameters<typeof runCommand>[0] & { show?: boolean | "stderr" }} what
 *   `show` passes its words on to the terminal, all of them to standard error if that is asked for
 * @returns {Promise<{ code: number | null, output: string, words: string, tail: string, timedOut: boolean }>} `output` is
 *   what came over standard output, `words` both, `tail` the last lines of both
 */
export function tryCommand(what) {
  return new Promise((resolve) => {
    const child = spawnGuarded(what.command, what.args, {
      cwd: what.cwd ?? root,
      env: what.env ?? process.env,
      shell: what.shell ?? false,
      stdio: ["ignore", "pipe", "pipe"],
      ...(what.uid === undefined ? {} : { uid: what.uid, gid: what.gid }),
    });
    const log = what.logFile ? createWriteStream(what.logFile, { mode: 0o600 }) : undefined;
    log?.on("error", () => undefined);
    let output = "";
    let words = "";
    let timedOut = false;
    const stop = () => void stopProcess(child, { seconds: 3 });
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, what.timeoutSeconds * 1000);
    what.signal?.addEventListener("abort", stop, { once: true });
    child.stdout?.on("data", (chunk) => {
      output += chunk;
      words += chunk;
      log?.write(chunk);
      if (what.show) (what.show === "stderr" ? process.stderr : process.stdout).write(chunk);
    });
    child.stderr?.on("data", (chunk) => {
      words += chunk;
      log?.write(chunk);
      if (what.show) process.stderr.write(chunk);
    });
    /** @param {number | null} code @param {string} [reason] */
    const settle = (code, reason) => {
      clearTimeout(timer);
      what.signal?.removeEventListener("abort", stop);
      log?.end();
      const tail = (reason ?? words).trimEnd().split("\n").slice(-tailLines).join("\n");
      resolve({ code, output, words, tail, timedOut });
    };
    child.once("error", (error) => settle(null, error.message));
    child.once("close", (code) => settle(code));
  });
}
