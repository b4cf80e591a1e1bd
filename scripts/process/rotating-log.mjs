import fs from "node:fs";

/**
 * How large one log file grows and how many are kept, of each process: PATCHBAY_LOG_MEGABYTES and PATCHBAY_LOG_FILES.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export function logLimits(env = process.env) {
  return {
    biggestBytes: (Number(env.PATCHBAY_LOG_MEGABYTES) || 10) * 1_000_000,
    files: Number(env.PATCHBAY_LOG_FILES) || 5,
  };
}

/**
 * A log file that never grows over its size: a full one becomes `<file>.1`, the one before `<file>.2`, and the oldest goes.
 * With what a stranger can make a process write, it is the disk of the database that would fill.
 *
 * @param {string} file @param {ReturnType<typeof logLimits>} [limits]
 */
export function openRotatingLog(file, { biggestBytes, files } = logLimits()) {
  const open = () => fs.openSync(file, "a", 0o600);
  let log = open();
  let size = fs.fstatSync(log).size;
  if (size >= biggestBytes) rotate();

  function rotate() {
    fs.closeSync(log);
    for (let number = files - 1; number >= 1; number -= 1) {
      const from = number === 1 ? file : `${file}.${number - 1}`;
      if (fs.existsSync(from)) fs.renameSync(from, `${file}.${number}`);
    }
    if (files <= 1) fs.rmSync(file, { force: true });
    log = open();
    size = 0;
  }

  return {
    /** @param {Uint8Array} chunk */
    write(chunk) {
      if (size > 0 && size + chunk.length > biggestBytes) rotate();
      // One piece is what a pipe holds, far less than a file.
      fs.writeSync(log, chunk);
      size += chunk.length;
    },
    /** Where the next piece goes. */
    position: () => size,
    close: () => fs.close(log, () => undefined),
  };
}
