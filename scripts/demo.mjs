import fs from "node:fs";
import path from "node:path";
import { stopEverything } from "./process/guarded-process.mjs";
import { makeProgress } from "./process/progress.mjs";
import { tryCommand } from "./process/run-command.mjs";
import { stopSignal, untilStopped } from "./process/until-stopped.mjs";
import { startServices, stopServices } from "./services/start-services.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { checkSettings } from "./setup/check-settings.mjs";
import { makeTemporaryDataFolder } from "./setup/data-folder.mjs";
import { inRoot } from "./setup/paths.mjs";
import { prepareSources } from "./setup/prepare-sources.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// `npm run demo`: the main job without a browser, through the console's own code, on a database, a sandbox account and
// a worker of its own that are gone afterward. With --json its last line is the result as one JSON object.

const { options, words } = readCommandLine({
  command: "npm run demo",
  does: "Runs the main workflow without a browser, on its own data, which is deleted afterward.",
  options: { json: "prints the result as one line of JSON at the end" },
  words: { name: "kind of integration, or all", most: 1 },
});
const [wanted] = words;
const demoSeconds = wanted === "all" ? 1_800 : 600;
const isJson = options.has("json") || process.env.npm_config_json === "true";
const progress = makeProgress({ stream: isJson ? process.stderr : process.stdout });
const signal = stopSignal();
/** @type {(() => Promise<void>)[]} */
const stops = [];
const dataFolder = makeTemporaryDataFolder("patchbay-demo");
/** @type {string | undefined} */
let result;
let isRight = false;

try {
  await Promise.race([runDemo(), untilStopped(signal)]);
} catch (error) {
  process.stderr.write(`\n${sentenceOf(error)}\n`);
} finally {
  await stopServices(stops);
  await stopEverything();
}
if (isRight) {
  fs.rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
} else {
  process.stderr.write(`\nSome checks failed. Logs: ${path.join(dataFolder, "logs")}\n`);
}
if (isJson && result !== undefined) process.stdout.write(`${result}\n`);
process.exit(isRight ? 0 : 1);

async function runDemo() {
  // A database and a sandbox of its own, whatever the environment offers.
  const {
    DATABASE_URL: _database,
    PATCHBAY_APP_DATABASE_URL: _app,
    PATCHBAY_SANDBOX: _sandbox,
    ...env
  } = process.env;
  checkSettings(env);
  await prepareSources({ progress, logsFolder: path.join(dataFolder, "logs") });
  const services = await startServices({ dataFolder, progress, stops, signal, env, isThrowaway: true });
  const resultFile = path.join(dataFolder, "result.json");
  progress.say("");
  const { code } = await tryCommand({
    title: "The demo",
    command: process.execPath,
    args: ["--import", "tsx", inRoot("scripts", "demo", "run-demo.ts"), resultFile, ...words],
    env: {
      ...services.env,
      PATCHBAY_PROCESS: "demo",
      PATCHBAY_LOG_LEVEL: process.env.PATCHBAY_LOG_LEVEL ?? "warn",
    },
    logFile: path.join(dataFolder, "logs", "demo.log"),
    timeoutSeconds: demoSeconds,
    signal,
    show: isJson ? "stderr" : true,
  });
  result = fs.existsSync(resultFile) ? fs.readFileSync(resultFile, "utf8").trim() : undefined;
  isRight = code === 0 && result !== undefined;
}
