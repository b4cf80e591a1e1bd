import { setImmediate as nextTurn } from "node:timers/promises";

const [quote, backslash, comma, openList, openObject] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];
const pieceBytes = 1024 * 1024;

/**
 * Whether a JSON text has at most this many values, without parsing it: a few megabytes of brackets become gigabytes of
 * objects. Each value is the first of a list or an object, or follows a comma. Lets others run in between, and throws when
 * `signal` is aborted.
 */
export async function hasAtMostValues(json: Uint8Array, max: number, signal: AbortSignal): Promise<boolean> {
  let count = 1;
  let isInText = false;
  let isEscaped = false;
  for (let from = 0; from < json.length; from += pieceBytes) {
    signal.throwIfAborted();
    const to = Math.min(from + pieceBytes, json.length);
    for (let at = from; at < to; at += 1) {
      const byte = json[at];
      if (isInText) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInText = false;
      } else if (byte === quote) isInText = true;
      else if (byte === comma || byte === openList || byte === openObject) count += 1;
    }
    if (count > max) return false;
    await nextTurn();
  }
  return true;
}
