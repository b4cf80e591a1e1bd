import fs from "node:fs";
import path from "node:path";
import { ensureChromium } from "./browser/find-chromium.mjs";
import { stopEverything } from "./process/guarded-process.mjs";
import { makeProgress } from "./process/progress.mjs";
import { stopSignal, untilStopped } from "./process/until-stopped.mjs";
import { startPostgres } from "./services/postgres.mjs";
import { stopServices } from "./services/start-services.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { checkSettings } from "./setup/check-settings.mjs";
import { makeTemporaryDataFolder } from "./setup/data-folder.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareConsole, prepareScreenTypes, prepareSources } from "./setup/prepare-sources.mjs";
import { sentenceOf } from "./setup/told-error.mjs";
import { sumUp } from "./tests/count-results.mjs";
import { runBrowserTests, runCheck, runVitest } from "./tests/run-tests.mjs";

// `npm test`: what tells soon whether a change broke something, 13 to 31 minutes on two cores, by how fast they are, half of them in the browser.
// Nothing in it waits for AWS's time limits or looks at every screen in every look. `npm test -- unit lint` runs only the
// parts named, and `npm test -- long` the rest; `npm run check` is types and lint. The last line counts all of them; types,
// lint and packages (none that no one imports, no import of one that package.json doesn't name) are one test each.

const parts = ["types", "lint", "unit", "integration", "browser"];
/** Only when they are named. */
const furtherParts = ["long"];
const { words: asked } = readCommandLine({
  command: "npm test",
  does: "Checks types and lint, and runs the unit, integration, and browser tests. The last line has the totals.",
  words: { name: "part", of: [...parts, ...furtherParts] },
});
const nothing = { passed: 0, failed: 0, skipped: 0, remarks: [] };

const progress = makeProgress();
/** Of what runs beside another step: it says a line when it's done, and redraws none over the other's. */
const beside = makeProgress({ stream: { write: (text) => process.stdout.write(text), isTTY: false } });
const signal = stopSignal();
/** @type {(() => Promise<void>)[]} */
const stops = [];
/** @type {import("./tests/count-results.mjs").Count[]} */
const counts = [];
const dataFolder = makeTemporaryDataFolder("patchbay-test");

try {
  await Promise.race([runAll(), untilStopped(signal)]);
} catch (error) {
  process.stderr.write(`\n${sentenceOf(error)}\n`);
  counts.push({ ...nothing, failed: 1 });
} finally {
  await stopServices(stops);
  await stopEverything();
}

if (signal.aborted) {
  progress.say("\nStopped before finishing.");
  counts.push({ ...nothing, failed: 1 });
}
const { line, failed, exitCode } = sumUp(counts);
keepLogs(failed > 0);
progress.say(`\n${line}`);
process.exit(exitCode);

async function runAll() {
  const logsFolder = path.join(dataFolder, "logs");
  checkSettings({ DATABASE_URL_TEST: process.env.DATABASE_URL_TEST });
  await prepareSources({ progress, logsFolder });
  const around = { progress, signal, dataFolder };
  await runPart("types", async () => {
    await prepareScreenTypes({ progress, logsFolder });
    return runCheck("types", ["typescript", "bin", "tsc"], ["--noEmit"], around);
  });
  // Most of the unit tests' time is waiting: what the browser needs is built meanwhile.
  const built = isAsked("browser") ? prepareConsole({ progress: beside, logsFolder }) : undefined;
  // Said where the browser's tests would begin.
  built?.catch(() => undefined);
  await Promise.all([
    runPart("lint", () =>
      runCheck("lint", ["@biomejs", "biome", "bin", "biome"], ["check", "--error-on-warnings", "."], around),
    ),
    runPart("lint", () =>
      runCheck("packages", ["knip", "bin", "knip.js"], [], { ...around, progress: beside }),
    ),
  ]);
  await runPart("unit", () => runVitest("unit", { ...around, env: process.env }));
  await runPart("integration", async () =>
    runVitest("integration", { ...around, env: await integrationEnv() }),
  );
  await runPart("long", async () => runVitest("long", { ...around, env: await integrationEnv() }));
  await runPart("browser", async () => runBrowser(built, around));
  await runPart("long", async () =>
    runBrowser(built ?? prepareConsole({ progress, logsFolder }), { ...around, isLong: true }),
  );
}

/**
 * @param {Promise<void> | undefined} built
 * @param {import("./tests/run-tests.mjs").Around & { dataFolder: string, isLong?: boolean }} around
 */
async function runBrowser(built, around) {
  await built;
  const chromium = await progress.step("Chromium", async (note) => {
    const found = await ensureChromium(progress.say);
    note(found);
    return found;
  });
  return runBrowserTests({ ...around, chromium });
}

/**
 * A part that cannot even begin is one failure, and keeps nobody else from running.
 *
 * @param {string} name @param {() => Promise<import("./tests/count-results.mjs").Count>} run
 */
async function runPart(name, run) {
  if (signal.aborted || !isAsked(name)) return;
  try {
    counts.push(await run());
  } catch (error) {
    process.stderr.write(`\n${name}: ${sentenceOf(error)}\n`);
    counts.push({ ...nothing, failed: 1 });
  }
}

/** @param {string} name */
function isAsked(name) {
  return (asked.length > 0 ? asked : parts).includes(name);
}

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
