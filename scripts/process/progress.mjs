/**
 * One line a step, with its seconds. A terminal sees the line while the step runs; a log gets it once, when it is done.
 *
 * @param {{ stream?: Pick<NodeJS.WriteStream, "write" | "isTTY">, now?: () => number, isQuiet?: boolean }} [options]
 */
export function makeProgress({ stream = process.stdout, now = Date.now, isQuiet = false } = {}) {
  const isTerminal = stream.isTTY === true && !isQuiet;
  /** @param {string} text */
  const write = (text) => {
    if (!isQuiet) stream.write(text);
  };

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
    const timer = isTerminal ? setInterval(() => write(`\r\x1b[2K${line("·")}`), 200) : undefined;
    try {
      const value = await work((text) => {
        remark = text;
      });
      write(`${isTerminal ? "\r\x1b[2K" : ""}${line("✓")}\n`);
      return value;
    } catch (error) {
      write(`${isTerminal ? "\r\x1b[2K" : ""}${line("✗")}\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** @param {string} text */
  const say = (text) => write(`${text}\n`);

  return { step, say };
}

/** @typedef {ReturnType<typeof makeProgress>} Progress */
