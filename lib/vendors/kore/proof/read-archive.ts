import { setImmediate as nextTurn } from "node:timers/promises";
import { Unzip, UnzipInflate } from "fflate";

/** Bounds of what is unpacked. An app of several hundred dialogs has some ten megabytes of definition. */
export interface ArchiveBounds {
  maxEntries: number;
  /** Of all wanted files together, unpacked. */
  maxFileBytes: number;
}

export type ReadArchive =
  | { ok: true; files: ReadonlyMap<string, Uint8Array> }
  /** entries, size: beyond the bounds. broken: truncated, encrypted, or no archive. */
  | { ok: false; fault: "entries" | "size" | "broken" };

/** Small enough that what one piece of an archive bomb unpacks to (a thousand times as much) is held. */
const pieceBytes = 16 * 1024;

/**
 * The wanted files of a zip archive, by name. Nothing else is unpacked; sizes are counted while unpacking, because what
 * the archive says of itself proves nothing. Lets others run in between, and throws when `signal` is aborted.
 */
export async function readArchive(
  archive: Uint8Array,
  isWanted: (name: string) => boolean,
  { maxEntries, maxFileBytes }: ArchiveBounds,
  signal: AbortSignal,
): Promise<ReadArchive> {
  const files = new Map<string, Uint8Array>();
  let entries = 0;
  let open = 0;
  let bytes = 0;
  let fault: "entries" | "size" | "broken" | undefined;
  const unzip = new Unzip((file) => {
    entries += 1;
    if (entries > maxEntries) fault ??= "entries";
    if (fault || !isWanted(file.name)) return;
    const chunks: Uint8Array[] = [];
    open += 1;
    file.ondata = (error, chunk, isLast) => {
      if (fault) return;
      if (error) {
        fault = "broken";
        return;
      }
      bytes += chunk.length;
      if (bytes > maxFileBytes) {
        fault = "size";
        return;
      }
      chunks.push(chunk);
      if (isLast) {
        open -= 1;
        files.set(file.name, Buffer.concat(chunks));
      }
    };
    try {
      file.start();
    } catch {
      // A compression that isn't known.
      fault ??= "broken";
    }
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < archive.length && !fault; at += pieceBytes) {
      signal.throwIfAborted();
      unzip.push(archive.subarray(at, at + pieceBytes), at + pieceBytes >= archive.length);
      await nextTurn();
    }
  } catch (error) {
    if (signal.aborted) throw error;
    fault ??= "broken";
  }
  if (fault) return { ok: false, fault };
  return entries === 0 || open > 0 ? { ok: false, fault: "broken" } : { ok: true, files };
}
