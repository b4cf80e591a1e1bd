import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * A hash over the contents of files and folders, so that a step is done again only when its sources changed.
 * Contents, not times: a fresh clone, a checkout and back, or a touched file cost nothing.
 *
 * @param {string} folder what the inputs are relative to
 * @param {string[]} inputs files and folders; one that is missing counts as missing
 * @param {{ ignore?: RegExp, also?: string[] }} [options] `ignore` is tried on the relative path with "/";
 *   `also` are further words that the result depends on (a version)
 * @returns {string} SHA-256, hexadecimal
 */
export function hashSources(folder, inputs, options = {}) {
  const hash = createHash("sha256");
  for (const word of options.also ?? []) hash.update(`${word}\0`);
  for (const file of listFiles(folder, inputs, options.ignore)) {
    hash.update(`${file}\0`);
    hash.update(
      createHash("sha256")
        .update(fs.readFileSync(path.join(folder, file)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

/**
 * @param {string} folder @param {string[]} inputs @param {RegExp} [ignore]
 * @returns {string[]} relative paths with "/", sorted, each once
 */
export function listFiles(folder, inputs, ignore) {
  /** @type {Set<string>} */
  const found = new Set();
  const pending = inputs.map((input) => input.split(path.sep).join("/"));
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (ignore?.test(file)) continue;
    const stat = fs.statSync(path.join(folder, file), { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const name of fs.readdirSync(path.join(folder, file))) pending.push(`${file}/${name}`);
    } else if (stat?.isFile()) {
      found.add(file);
    }
  }
  return [...found].sort();
}

/**
 * @param {string} stampFile lies beside what the step makes, so that whoever deletes the one deletes the other
 * @param {string} value @param {string[]} [outputs] which must be there too
 */
export function isUpToDate(stampFile, value, outputs = []) {
  try {
    return fs.readFileSync(stampFile, "utf8") === value && outputs.every((output) => fs.existsSync(output));
  } catch {
    return false;
  }
}

/** @param {string} stampFile @param {string} value */
export function writeStamp(stampFile, value) {
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, value);
}
