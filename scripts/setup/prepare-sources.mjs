import fs from "node:fs";
import path from "node:path";
import { generateClient } from "../../prisma/generate.mjs";
import { runCommand } from "../process/run-command.mjs";
import { checkNode } from "./check-node.mjs";
import { compressAssets } from "./compress-assets.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { inRoot, root } from "./paths.mjs";
import { hashSources, isUpToDate, writeStamp } from "./stamp.mjs";

const isTest = /\.test\.tsx?$/;

/** What the console is built from, besides the packages. */
const consoleSources = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** @typedef {{ progress: import("../process/progress.mjs").Progress, logsFolder?: string | undefined }} Around */

/**
 * From a fresh clone to what a process can be started from: packages, Prisma's client and the Lambdas' zips. Each is
 * done only when what it is made from changed.
 *
 * @param {Around & { isProduction?: boolean }} around `isProduction`: without the packages of tests and sandbox
 */
export async function prepareSources({ progress, logsFolder, isProduction = false }) {
  checkNode(progress.say);
  await progress.step("dependencies", (note) =>
    ensureDependencies(note, { isProduction, ...logFile(logsFolder, "npm.log") }),
  );
  await progress.step("database client", async (note) => {
    note((await generateClient()) ? "generated" : "up to date");
  });
  await progress.step("Lambdas", (note) => buildLambdas(note, logFile(logsFolder, "lambdas.log")));
}

/** The console's production build, when its sources changed. @param {Around} around */
export async function prepareConsole({ progress, logsFolder }) {
  await progress.step("console build", (note) => buildConsole(note, logFile(logsFolder, "build.log")));
}

/** The types of the screens' addresses, which Next writes and the compiler needs. @param {Around} around */
export async function prepareScreenTypes({ progress, logsFolder }) {
  await progress.step("page types", () =>
    runCommand({
      title: "Writing the page types",
      command: process.execPath,
      args: [inRoot("node_modules", "next", "dist", "bin", "next"), "typegen"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
      timeoutSeconds: 120,
      ...logFile(logsFolder, "typegen.log"),
    }),
  );
}

/** @param {string | undefined} folder @param {string} name */
function logFile(folder, name) {
  return folder ? { logFile: path.join(folder, name) } : {};
}

/** @param {(note: string) => void} note @param {{ logFile?: string }} log */
async function buildLambdas(note, log) {
  const stampFile = inRoot("lambdas", "dist", ".stamp");
  const wanted = hashSources(root, ["lambdas", "package-lock.json"], {
    ignore: /(^lambdas\/dist$)|\.test\.ts$/,
  });
  if (isUpToDate(stampFile, wanted, [inRoot("lambdas", "dist", "manifest.json")])) return note("up to date");
  await runCommand({
    title: "Building the Lambdas",
    command: process.execPath,
    args: ["--import", "tsx", inRoot("lambdas", "build.ts")],
    timeoutSeconds: 120,
    ...log,
  });
  writeStamp(stampFile, wanted);
  note("built");
}

/** @param {(note: string) => void} note @param {{ logFile?: string }} log */
async function buildConsole(note, log) {
  const stampFile = inRoot(".next", ".patchbay-stamp");
  // Next takes it into the build, so that consoles built apart understand each other's actions.
  const actionKey = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? "";
  const wanted = hashSources(root, consoleSources, { ignore: isTest, also: [actionKey] });
  if (isUpToDate(stampFile, wanted, [inRoot(".next", "BUILD_ID")])) return note("up to date");
  fs.rmSync(stampFile, { force: true });
  await runCommand({
    title: "Building the console",
    command: process.execPath,
    args: [inRoot("node_modules", "next", "dist", "bin", "next"), "build"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_MANUAL_SIG_HANDLE: "true",
      PATCHBAY_BUILD_ID: wanted.slice(0, 20),
    },
    timeoutSeconds: 900,
    ...log,
  });
  await compressAssets(inRoot(".next", "static"));
  writeStamp(stampFile, wanted);
  note("built");
}
