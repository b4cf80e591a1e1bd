import { readFileSync, statSync } from "node:fs";
import { config, type KeyRing, parseKeyRing } from "@/lib/kernel/config";

// A rotation writes the new key into the ring's file first, and only then seals anything with it. So a process that
// meets a key it doesn't know finds it in the file, and one that seals uses the newest at once: no restart, and no
// request fails.

let read: { ring: KeyRing; stamp: string } | undefined;

/** The ring as it is in its file now; the environment's where it has none, or while the file can't be read. */
export function currentKeyRing(): KeyRing {
  const { keyRing, keyRingFile } = config();
  if (!keyRingFile) return keyRing;
  try {
    const { ino, size, mtimeMs } = statSync(keyRingFile);
    // Of this configuration: tests have several.
    const stamp = `${keyRingFile}:${ino}:${size}:${mtimeMs}`;
    if (read?.stamp !== stamp) read = { ring: readRingFile(keyRingFile), stamp };
    return read.ring;
  } catch {
    // Whoever wrote it is told by the command that did; here the keys that are known still open what they encrypted.
    return read?.ring ?? keyRing;
  }
}

/** A key of a given ring, or of the current one. */
export function ringKey(id: string, ring: KeyRing = currentKeyRing()): Buffer {
  const key = Object.hasOwn(ring.keys, id) ? ring.keys[id] : undefined;
  if (!key)
    throw new Error(`The key ring has no key "${id}". Was a key removed before the rotation finished?`);
  return Buffer.from(key, "base64");
}

/**
 * Of the ring's keys the one that a rotation changes nothing about: what is derived from it is the same before and
 * after, also in a plan that waits meanwhile.
 */
export function oldestKey(): Buffer {
  const ring = currentKeyRing();
  return ringKey(Object.keys(ring.keys)[0] ?? ring.current, ring);
}

/** keys.json of the data folder (scripts/setup/keys.mjs). */
function readRingFile(file: string): KeyRing {
  const kept: unknown = JSON.parse(readFileSync(file, "utf8"));
  return parseKeyRing(String(Reflect.get(Object(kept), "PATCHBAY_KEY_RING")));
}
