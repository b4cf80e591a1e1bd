import fs from "node:fs";
import { createGunzip } from "node:zlib";
import { ToldError } from "./told-error.mjs";

/**
 * What a restored installation must go on with, and nothing that belongs to one machine: its own database passwords and
 * the sandbox account's keys are the new machine's.
 */
const carried = ["PATCHBAY_KEY_RING", "NEXTAUTH_SECRET", "PATCHBAY_INSTALLATION"];

/** Writes the keys into a file of their own, for its owner alone. @param {string} file @param {NodeJS.ProcessEnv} env */
export function writeKeysFile(file, env) {
  const keys = Object.fromEntries(carried.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const text = `${JSON.stringify({ patchbay: "keys", version: 1, keys }, null, 2)}\n`;
  fs.writeFileSync(file, text, { mode: 0o600, flag: "wx" });
}

/** @param {string} file @returns {Record<string, string>} */
export function readKeysFile(file) {
  /** @type {unknown} */
  let read;
  try {
    read = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    throw new ToldError(
      `The keys file ${file} can't be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  const { patchbay, version, keys } = /** @type {Record<string, unknown>} */ (Object(read));
  if (patchbay !== "keys" || version !== 1 || typeof keys !== "object" || keys === null) {
    throw new ToldError(`${file} isn't a keys file that \`npm run backup -- FILE --with-keys KEYS\` wrote.`);
  }
  return Object.fromEntries(
    carried.flatMap((name) => {
      const value = Reflect.get(keys, name);
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

/**
 * The id of the installation that a backup is of, from its first line. Undefined when it is no backup: what reads the
 * whole of it says why.
 *
 * @param {string} file @returns {Promise<string | undefined>}
 */
export async function readInstallation(file) {
  const source = fs.createReadStream(file);
  const unzipped = source.pipe(createGunzip());
  source.on("error", (error) => unzipped.destroy(error));
  let text = "";
  try {
    for await (const chunk of unzipped) {
      text += chunk;
      if (text.includes("\n") || text.length > 1_000_000) break;
    }
    const installation = Reflect.get(Object(JSON.parse(text.slice(0, text.indexOf("\n")))), "installation");
    return typeof installation === "string" ? installation : undefined;
  } catch {
    return undefined;
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}
