import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { ToldError } from "./told-error.mjs";

const ownerOnly = 0o600;

/**
 * The installation's own keys and secrets, made once and kept in one file that only its owner may read. A variable of
 * the same name in the environment goes before the file.
 *
 * @param {string} dataFolder
 * @returns {Record<string, string>} by the names of the environment's variables
 */
export function loadKeys(dataFolder) {
  const file = path.join(dataFolder, "keys.json");
  const kept = readKeys(file);
  const keys = { ...makeKeys(), ...kept };
  if (Object.keys(keys).length !== Object.keys(kept).length) writeKeys(file, keys);
  else fs.chmodSync(file, ownerOnly);
  return keys;
}

/** Adds a key to the ring and makes it the current one; the older ones still open what they sealed.
 * @param {string} dataFolder @returns {{ keyRing: string }}
 */
export function addRingKey(dataFolder) {
  const keys = loadKeys(dataFolder);
  /** @type {{ current: string, keys: Record<string, string> }} */
  const ring = JSON.parse(keys.PATCHBAY_KEY_RING ?? "");
  const highest = Math.max(0, ...Object.keys(ring.keys).map((name) => Number(name.replace(/\D/g, ""))));
  const name = `k${highest + 1}`;
  const keyRing = JSON.stringify({ current: name, keys: { ...ring.keys, [name]: secret(32, "base64") } });
  writeKeys(path.join(dataFolder, "keys.json"), { ...keys, PATCHBAY_KEY_RING: keyRing });
  return { keyRing };
}

/** Goes on with another installation's keys: a restored one's. @param {string} dataFolder @param {Record<string, string>} taken */
export function takeKeys(dataFolder, taken) {
  writeKeys(path.join(dataFolder, "keys.json"), { ...loadKeys(dataFolder), ...taken });
}

/** @returns {Record<string, string>} */
function makeKeys() {
  return {
    PATCHBAY_KEY_RING: JSON.stringify({ current: "k1", keys: { k1: secret(32, "base64") } }),
    NEXTAUTH_SECRET: secret(32),
    PATCHBAY_OWNER_PASSWORD: secret(24),
    PATCHBAY_APP_PASSWORD: secret(24),
    PATCHBAY_INSTALLATION: secret(5, "hex"),
    PATCHBAY_SANDBOX_ACCESS_KEY_ID: `AKIA${letters(16)}`,
    PATCHBAY_SANDBOX_SECRET_ACCESS_KEY: secret(30),
    PATCHBAY_SANDBOX_CONTROL_KEY: secret(32),
    PATCHBAY_FIRST_PASSWORD: letters(16)
      .toLowerCase()
      .replace(/(.{4})(?=.)/g, "$1-"),
  };
}

/** @param {number} bytes @param {BufferEncoding} [encoding] */
function secret(bytes, encoding = "base64url") {
  return randomBytes(bytes).toString(encoding);
}

/** Without the letters that a person mistakes for another; 32 of them, so that every byte is fair.
 * @param {number} length
 */
function letters(length) {
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("");
}

/** @param {string} file @returns {Record<string, string>} */
function readKeys(file) {
  if (!fs.existsSync(file)) return {};
  const text = fs.readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new ToldError(
      `${file} is damaged. Restore it from a backup: without its keys, no stored secret can be decrypted. ` +
        "To start over without data, run `npm run reset`.",
    );
  }
}

/** Never half a file, and never one that others could read for a moment.
 * @param {string} file @param {Record<string, string>} keys
 */
function writeKeys(file, keys) {
  const draft = `${file}.${process.pid}.new`;
  fs.writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: ownerOnly });
  fs.renameSync(draft, file);
}
