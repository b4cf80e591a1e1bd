/**
 * One line a step, with its seconds. A terminal sees the line while the step runs; a log gets it once, when it is done.
 *
 * @param {{ stream?: NodeJS.WriteStream, now?: () => number }} [options]
 */
export function makeProgress({ stream = process.stdout, now = Date.now } = {}) {
  const isTerminal = stream.isTTY === true;

  /**
   * @template T
   * @param {string} title @param {(note: (text: string) => void) => Promise<T> | T} work `note` adds to the step's line
   * @returns {Promise<T>}
   */
  async function step(title, work) {
    const began = now();
    let remark = "";
    /** @param {string} mark */
    const line = (mark) => {
      const seconds = ((now() - began) / 1000).toFixed(1).padStart(6);
      return `${mark} ${title.padEnd(18)} ${seconds} s  ${remark}`.trimEnd();
    };
    const timer = isTerminal ? setInterval(() => stream.write(`\r\x1b[2K${line("·")}`), 200) : undefined;
    try {
      const value = await work((text) => {
        remark = text;
      });
      stream.write(`${isTerminal ? "\r\x1b[2K" : ""}${line("✓")}\n`);
      return value;
    } catch (error) {
      stream.write(`${isTerminal ? "\r\x1b[2K" : ""}${line("✗")}\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** @param {string} text */
  const say = (text) => void stream.write(`${text}\n`);

  return { step, say };
}

/** @typedef {ReturnType<typeof makeProgress>} Progress */
