import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { makeFolder, reasonOf } from "./make-folder.mjs";
import { inRoot, root } from "./paths.mjs";
import { canReach, postgresAccount } from "./postgres-account.mjs";
import { ToldError } from "./told-error.mjs";

/** Says that a folder is ours: only such a folder is ever emptied. */
const marker = "patchbay-data.txt";

/**
 * The one folder that holds everything Patchbay keeps: `PATCHBAY_DATA`, else `.patchbay` in the project.
 *
 * Started as root from a place that ordinary accounts cannot enter (a home like /root), PostgreSQL could not reach its
 * files there. Then `.patchbay` is a link to a folder outside, so that it still is one folder.
 *
 * @param {{ needsPostgres: boolean, env?: NodeJS.ProcessEnv }} options
 * @returns {string} its real path; it exists
 */
export function openDataFolder({ needsPostgres, env = process.env }) {
  const wanted = env.PATCHBAY_DATA ? path.resolve(root, env.PATCHBAY_DATA) : inRoot(".patchbay");
  const isNew = !fs.existsSync(wanted);
  takeFolder(wanted);
  const account = needsPostgres ? postgresAccount() : undefined;
  if (account && !canReach(account, fs.realpathSync(wanted))) {
    if (env.PATCHBAY_DATA || fs.readdirSync(wanted).length > 0) {
      throw new ToldError(
        `PostgreSQL runs as "${account.name}" here and can't access ${wanted}. ` +
          "Set PATCHBAY_DATA to a folder that other accounts can access, or DATABASE_URL to your own PostgreSQL.",
      );
    }
    linkOutside(wanted, account);
  }
  const folder = fs.realpathSync(wanted);
  claim(folder, isNew);
  makeInnerFolders(folder);
  return folder;
}

/** @param {string} wanted @throws {ToldError} with the way out, when nothing can be kept there */
function takeFolder(wanted) {
  try {
    makeFolder(wanted, 0o711);
  } catch (error) {
    if (!(error instanceof ToldError)) throw error;
    throw new ToldError(`The data folder ${error.message} Fix this, or set PATCHBAY_DATA to another folder.`);
  }
}

/** A data folder for one run of a test or of the demo, where PostgreSQL reaches it. @param {string} name */
export function makeTemporaryDataFolder(name) {
  const account = postgresAccount();
  const bases = [os.tmpdir(), "/var/tmp", "/tmp"].filter((base) => fs.existsSync(base));
  const base = (account && bases.find((place) => canReach(account, place))) ?? os.tmpdir();
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(base), `${name}-`));
  fs.chmodSync(folder, 0o711);
  claim(folder, true);
  makeInnerFolders(folder);
  return folder;
}

/** Files of an earlier start as another account would fail much later. */
const ours = ["keys.json", "ports.json", "running.json"];

/** @param {string} folder */
function makeInnerFolders(folder) {
  try {
    for (const name of ["logs", "sandbox"]) makeFolder(path.join(folder, name), 0o700);
    for (const name of ours) {
      const file = path.join(folder, name);
      if (fs.existsSync(file)) fs.accessSync(file, fs.constants.R_OK | fs.constants.W_OK);
    }
  } catch (error) {
    if (!(error instanceof ToldError) && reasonOf(error) === undefined) throw error;
    throw new ToldError(
      `The data folder ${folder} can't be used: this account can't access its contents. Start as the account that ` +
        "created it, or set PATCHBAY_DATA to another folder.",
    );
  }
}

/** Empties it, and nothing that is not one. @param {string} folder */
export function emptyDataFolder(folder) {
  if (!fs.existsSync(path.join(folder, marker))) {
    throw new ToldError(`${folder} doesn't look like a Patchbay data folder. Nothing was removed.`);
  }
  for (const name of fs.readdirSync(folder)) {
    if (name !== marker) fs.rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @param {string} folder @param {boolean} isNew */
function claim(folder, isNew) {
  const file = path.join(folder, marker);
  if (fs.existsSync(file)) return;
  if (!isNew && fs.readdirSync(folder).length > 0) {
    throw new ToldError(`${folder} already contains other files. Set PATCHBAY_DATA to a dedicated folder.`);
  }
  const words = "Everything that Patchbay stores on this machine. `npm run reset` empties this folder.\n";
  try {
    fs.writeFileSync(file, words);
  } catch (error) {
    throw new ToldError(`The data folder ${folder} can't be used: ${reasonOf(error) ?? error}.`);
  }
}

/** @param {string} link an empty folder @param {{ uid: number, gid: number }} account */
function linkOutside(link, account) {
  const name = `patchbay-${createHash("sha256").update(root).digest("hex").slice(0, 8)}`;
  for (const base of ["/var/lib", "/var/tmp", os.tmpdir()]) {
    const folder = path.join(base, name);
    try {
      fs.mkdirSync(folder, { recursive: true, mode: 0o711 });
      // Another's folder of that name, made in a place that all may write to, isn't to be trusted.
      if (fs.lstatSync(folder).isDirectory() && fs.statSync(folder).uid === 0 && canReach(account, base)) {
        fs.rmdirSync(link);
        fs.symlinkSync(folder, link);
        return;
      }
    } catch {
      // The next one.
    }
  }
  throw new ToldError(
    "Started as root from a folder that other accounts can't access, and no other place was found for PostgreSQL's " +
      "files. Set PATCHBAY_DATA to a folder that other accounts can access.",
  );
}
