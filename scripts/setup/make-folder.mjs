import fs from "node:fs";
import path from "node:path";
import { ToldError } from "./told-error.mjs";

/** What the system's codes mean to a person. @type {Record<string, string>} */
const reasons = {
  EACCES: "this account can't write there",
  EPERM: "this account can't write there",
  EROFS: "the file system is read-only",
  ENOENT: "no folder can be created there",
  ENOTDIR: "part of the path is a file",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links form a loop",
};

/** @param {unknown} error @returns {string | undefined} undefined: no fault of the file system */
export function reasonOf(error) {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return code.startsWith("E") ? (reasons[code] ?? code) : undefined;
}

/**
 * Makes a folder and those above it that are missing, one by one: Node's own `recursive` never ends where a folder is
 * there and takes none (/proc).
 *
 * @param {string} folder an absolute path @param {number} mode of those that are made
 * @throws {ToldError} when it cannot be made, or what is there cannot be used as a folder
 */
export function makeFolder(folder, mode) {
  /** @type {string[]} */
  const missing = [];
  let place = folder;
  for (; !isThere(place, folder); place = path.dirname(place)) missing.push(place);
  try {
    for (const each of missing.reverse()) fs.mkdirSync(each, { mode });
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch (error) {
    throw new ToldError(`${folder} can't be used: ${reasonOf(error) ?? error}.`);
  }
}

/** @param {string} place @param {string} folder what is wanted in the end */
function isThere(place, folder) {
  try {
    const entry = fs.lstatSync(place);
    if (entry.isSymbolicLink() && !fs.existsSync(place)) {
      throw new ToldError(
        `${folder} can't be used: ${place === folder ? "it" : place} is a link to ${fs.readlinkSync(place)}, which ` +
          "doesn't exist. To start over, remove the link.",
      );
    }
    if (fs.statSync(place).isDirectory()) return true;
    throw new ToldError(`${folder} can't be used: ${place === folder ? "it" : place} is a file.`);
  } catch (error) {
    if (error instanceof ToldError) throw error;
    if (error instanceof Error && "code" in error && error.code === "ENOENT" && place !== path.dirname(place))
      return false;
    throw new ToldError(`${folder} can't be used: ${reasonOf(error) ?? error}.`);
  }
}

/** Whether a folder can be written, or made where it is missing. @param {string} folder */
export function canWrite(folder) {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    try {
      fs.accessSync(place, fs.constants.W_OK | fs.constants.X_OK);
      return fs.statSync(place).isDirectory();
    } catch (error) {
      const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!isMissing || place === path.dirname(place)) return false;
    }
  }
}
