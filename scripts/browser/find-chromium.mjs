import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { tryCommand } from "../process/run-command.mjs";
import { inRoot } from "../setup/paths.mjs";
import { ToldError } from "../setup/told-error.mjs";

const downloadSeconds = 300;
// The shell first: Playwright's own choice where no one looks, and half the work for the processor.
const systemNames = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];

/**
 * A Chromium that really starts: CHROMIUM_PATH, else Playwright's, else the system's.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} its path
 * @throws {ToldError} when CHROMIUM_PATH names none
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (starts(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new ToldError(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, but Chromium doesn't start from there.`);
  }
  return [playwrightsOwn(), ...systemPaths(env)].find((file) => file !== undefined && starts(file));
}

/**
 * The same, and when there is none: Playwright's download, then, as root on Debian, the package.
 *
 * @param {(sentence: string) => void} say
 * @returns {Promise<string>}
 */
export async function ensureChromium(say) {
  const found = findChromium();
  if (found) return found;
  say("Chromium wasn't found. Downloading Playwright's.");
  const downloaded = await tryCommand({
    title: "Playwright's download",
    command: process.execPath,
    args: [inRoot("node_modules", "playwright", "cli.js"), "install", "chromium"],
    timeoutSeconds: downloadSeconds,
  });
  const own = findChromium();
  if (own) return own;
  const why = downloaded.code === 0 ? "it doesn't start on this machine" : "the download failed";
  if (process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    say(`Playwright's Chromium can't be used (${why}). Installing Debian's.`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const install = ["install", "-y", "--no-install-recommends"];
    // Older releases have no package of the shell alone.
    for (const args of [["update"], [...install, "chromium-headless-shell"], [...install, "chromium"]]) {
      await tryCommand({ title: "apt-get", command: "apt-get", args, env, timeoutSeconds: downloadSeconds });
      const packaged = findChromium();
      if (packaged) return packaged;
    }
  }
  throw new ToldError(
    `Chromium wasn't found for the browser tests and couldn't be installed (${why}): ` +
      "install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  );
}

/** What Chromium needs to be told on this machine. */
export function chromiumArguments() {
  return [
    // It must not knock at doors outside while it is tested.
    "--disable-background-networking",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
}

/** A file of that name is not enough: a stub of another packager, or a download without its libraries, does not start.
 * @param {string} file
 */
function starts(file) {
  // On Windows a browser answers `--version` by opening a window.
  if (process.platform === "win32") return fs.existsSync(file);
  return spawnSync(file, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

function playwrightsOwn() {
  try {
    /** @type {typeof import("playwright")} */
    const { chromium } = createRequire(inRoot("package.json"))("playwright");
    const file = chromium.executablePath();
    return fs.existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** @param {NodeJS.ProcessEnv} env */
function systemPaths(env) {
  const places = (env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const onPath = systemNames.flatMap((name) => places.map((place) => path.join(place, name)));
  const elsewhere = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ...[env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].flatMap((folder) =>
      folder ? [path.join(folder, "Google", "Chrome", "Application", "chrome.exe")] : [],
    ),
  ];
  return [...onPath, ...elsewhere].filter((file) => fs.existsSync(file));
}
