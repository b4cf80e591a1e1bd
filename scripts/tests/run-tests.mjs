import fs from "node:fs";
import path from "node:path";
import { tryCommand } from "../process/run-command.mjs";
import { inRoot } from "../setup/paths.mjs";
import { countPlaywright, countVitest, settleCount } from "./count-results.mjs";

const checkSeconds = 600;
const vitestSeconds = 2400;
const browserSeconds = 2700;

/**
 * @typedef {import("./count-results.mjs").Count} Count
 * @typedef {{ progress: import("../process/progress.mjs").Progress, signal: AbortSignal }} Around
 */

/**
 * A check that has one answer: it counts as one test.
 *
 * @param {string} title @param {string[]} script path of its command, from node_modules @param {string[]} args
 * @param {Around} around @returns {Promise<Count>}
 */
export async function runCheck(title, script, args, { progress, signal }) {
  let said = "";
  const count = await progress.step(title, async (note) => {
    const run = await tryCommand({
      title,
      command: process.execPath,
      args: [inRoot("node_modules", ...script), ...args],
      timeoutSeconds: checkSeconds,
      signal,
    });
    said = run.code === 0 ? "" : run.words || run.tail;
    note(run.code === 0 ? "right" : "failed, see below");
    return { passed: run.code === 0 ? 1 : 0, failed: run.code === 0 ? 0 : 1, skipped: 0, remarks: [] };
  });
  if (said) progress.say(said);
  return count;
}

/**
 * Temporary files of the tests and of their runner lie in the run's own folder, so that nothing of an interrupted run
 * stays behind. PostgreSQL, which may run as another account, gets there too.
 *
 * @param {string} dataFolder @returns {{ TMPDIR: string, TMP: string, TEMP: string }}
 */
function temporaryFolder(dataFolder) {
  const folder = path.join(dataFolder, "tmp");
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(folder, 0o1777);
  return { TMPDIR: folder, TMP: folder, TEMP: folder };
}

/**
 * @param {"unit" | "integration" | "long"} project
 * @param {Around & { dataFolder: string, env: NodeJS.ProcessEnv }} around @returns {Promise<Count>}
 */
export async function runVitest(project, { progress, signal, dataFolder, env }) {
  const report = path.join(dataFolder, `${project}.json`);
  progress.say(`\n${project} tests`);
  const { code } = await tryCommand({
    title: `${project} tests`,
    command: process.execPath,
    args: [
      inRoot("node_modules", "vitest", "vitest.mjs"),
      "run",
      "--project",
      // With those that stand alone.
      project === "long" ? project : `${project}*`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    env: { ...env, ...temporaryFolder(dataFolder), NODE_ENV: "test" },
    timeoutSeconds: vitestSeconds,
    signal,
    show: true,
  });
  return tell(progress, project, settleCount(code, readReport(report, countVitest)));
}

/**
 * `isLong`: files `*.long.spec.ts` and tests tagged "@long", instead of all others.
 *
 * @param {Around & { dataFolder: string, chromium: string, isLong?: boolean }} around @returns {Promise<Count>}
 */
export async function runBrowserTests({ progress, signal, dataFolder, chromium, isLong = false }) {
  const title = isLong ? "long browser" : "browser";
  const report = path.join(dataFolder, `${isLong ? "long-" : ""}browser.json`);
  progress.say(`\n${title} tests`);
  const { code } = await tryCommand({
    title: `${title} tests`,
    command: process.execPath,
    args: [
      inRoot("node_modules", "@playwright", "test", "cli.js"),
      "test",
      isLong ? "--grep" : "--grep-invert",
      String.raw`@long|\.long\.spec\.ts`,
      "--reporter=list,json,./scripts/browser/sweep-traces.ts",
    ],
    env: { ...process.env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    timeoutSeconds: browserSeconds,
    signal,
    show: true,
  });
  return tell(progress, title, settleCount(code, readReport(report, countPlaywright)));
}

/** @param {import("../process/progress.mjs").Progress} progress @param {string} title @param {Count} count */
function tell(progress, title, count) {
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : "";
  progress.say(`${title}: ${count.passed} passed, ${count.failed} failed${skipped}`);
  for (const remark of count.remarks) progress.say(`  ${remark}`);
  return count;
}

/** @param {string} file @param {(report: unknown) => Count} count @returns {Count | undefined} */
function readReport(file, count) {
  try {
    return count(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
