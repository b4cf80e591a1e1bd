import fs from "node:fs";
import path from "node:path";
import { ensureChromium } from "./browser/find-chromium.mjs";
import { stopSignal } from "./process/until-stopped.mjs";
import { sumUp } from "./report/count-results.mjs";
import { makeProgress } from "./report/progress.mjs";
import { runBrowserTests, runCheck, runVitest } from "./report/run-tests.mjs";
import { startPostgres } from "./services/postgres.mjs";
import { stopServices } from "./services/start-services.mjs";
import { makeTemporaryDataFolder } from "./setup/data-folder.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// `npm test`: everything that can be found out about the project on this machine. `npm test -- unit lint` runs only the
// parts named. The last line counts all of them; types and lint are one test each.

const parts = ["types", "lint", "unit", "integration", "browser"];
const asked = process.argv.slice(2).filter((word) => parts.includes(word));
/** @param {string} part */
const isWanted = (part) => asked.length === 0 || asked.includes(part);

const progress = makeProgress();
const signal = stopSignal();
/** @type {(() => Promise<void>)[]} */
const stops = [];
/** @type {import("./report/count-results.mjs").Count[]} */
const counts = [];
const dataFolder = makeTemporaryDataFolder("patchbay-test");

try {
  await prepareSources({
    progress,
    withConsole: isWanted("browser") || isWanted("types"),
    logsFolder: path.join(dataFolder, "logs"),
  });
  if (isWanted("types")) {
    counts.push(
      await runCheck("types", ["node_modules", "typescript", "bin", "tsc"], ["--noEmit"], {
        progress,
        signal,
      }),
    );
  }
  if (isWanted("lint")) {
    const args = ["check", "--error-on-warnings", "."];
    counts.push(
      await runCheck("lint", ["node_modules", "@biomejs", "biome", "bin", "biome"], args, {
        progress,
        signal,
      }),
    );
  }
  if (isWanted("unit"))
    counts.push(await runVitest("unit", { dataFolder, env: process.env, signal, progress }));
  if (isWanted("integration"))
    counts.push(
      await runVitest("integration", { dataFolder, env: await integrationEnv(), signal, progress }),
    );
  if (isWanted("browser")) {
    const chromium = await progress.step("Chromium", async (note) => {
      const found = await ensureChromium(progress.say);
      note(found);
      return found;
    });
    counts.push(await runBrowserTests({ chromium, dataFolder, signal, progress }));
  }
} catch (error) {
  process.stderr.write(`\n${sentenceOf(error)}\n`);
  counts.push({ passed: 0, failed: 1, skipped: 0, remarks: [] });
} finally {
  await stopServices(stops);
}

if (signal.aborted) {
  progress.say("\nStopped before the end.");
  counts.push({ passed: 0, failed: 1, skipped: 0, remarks: [] });
}
const { line, failed, exitCode } = sumUp(counts);
keepLogs(failed > 0);
progress.say(`\n${line}`);
process.exit(exitCode);

/** One database server for all of them. */
async function integrationEnv() {
  const url = await progress.step("test database", async (note) => {
    if (process.env.DATABASE_URL_TEST) {
      note("DATABASE_URL_TEST");
      return process.env.DATABASE_URL_TEST;
    }
    const started = await startPostgres({
      dataFolder,
      ownerPassword: "only-for-tests",
      isThrowaway: true,
      tell: progress.say,
    });
    stops.push(started.stop);
    note("embedded");
    return started.url;
  });
  return { ...process.env, DATABASE_URL_TEST: url };
}

/** @param {boolean} isWorthIt */
function keepLogs(isWorthIt) {
  const kept = inRoot("test-results", "logs");
  if (isWorthIt) {
    fs.rmSync(kept, { recursive: true, force: true });
    fs.cpSync(path.join(dataFolder, "logs"), kept, { recursive: true });
    progress.say(`\nLogs: ${kept}`);
  }
  fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
}
