import path from "node:path";
import { stopEverything } from "./process/guarded-process.mjs";
import { stopSignal, untilStopped } from "./process/until-stopped.mjs";
import { makeProgress } from "./report/progress.mjs";
import { startConsole } from "./services/console.mjs";
import { startServices, stopServices } from "./services/start-services.mjs";
import { openDataFolder } from "./setup/data-folder.mjs";
import { anyFreePort, findFreePort } from "./setup/ports.mjs";
import { prepareConsole, prepareSources } from "./setup/prepare-sources.mjs";
import { takeRunLock } from "./setup/run-lock.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// `npm start` and `npm run dev`: from a fresh clone to a console that one can sign in to. Node's built-ins alone until
// the packages are there.

/** The seed makes this user. */
const firstEmail = "owner@localhost";
const isDev = process.argv.includes("--dev");
const began = Date.now();
const progress = makeProgress();
const signal = stopSignal();
/** @type {(() => Promise<void>)[]} */
const stops = [];

try {
  await Promise.race([start(), untilStopped(signal)]);
  await untilStopped(signal);
  progress.say("\nStopping …");
} catch (error) {
  if (!signal.aborted) {
    process.stderr.write(`\n${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
} finally {
  await stopServices(stops);
  await stopEverything();
  if (signal.aborted) progress.say("Stopped.");
  process.exit();
}

async function start() {
  const dataFolder = openDataFolder({ needsPostgres: !process.env.DATABASE_URL });
  const lock = takeRunLock(dataFolder);
  stops.push(async () => lock.release());
  const logsFolder = path.join(dataFolder, "logs");
  await prepareSources({ progress, logsFolder });
  signal.throwIfAborted();
  if (!isDev) await prepareConsole({ progress, logsFolder });
  signal.throwIfAborted();
  const port = await choosePort();
  const services = await startServices({ dataFolder, progress, stops, signal, consolePort: port });
  signal.throwIfAborted();
  await progress.step("console", async (note) => {
    const mode = isDev ? "dev" : "start";
    const console_ = await startConsole({ dataFolder, env: services.env, port, mode, tell: progress.say });
    stops.push(console_.stop);
    note(`port ${port}`);
  });
  const address = services.env.NEXTAUTH_URL ?? `http://localhost:${port}`;
  const { databaseUrl, sandbox } = services;
  lock.update({
    address,
    databaseUrl,
    ...(sandbox
      ? { sandbox: { awsUrl: sandbox.awsUrl, koreUrl: sandbox.koreUrl, asappUrl: sandbox.asappUrl } }
      : {}),
  });
  const password = services.env.PATCHBAY_FIRST_PASSWORD ?? "";
  // For a program that started us: what the lines below say to a person, and where the parts answer.
  process.send?.({ address, email: firstEmail, password, dataFolder, databaseUrl, sandbox });
  progress.say(
    [
      "",
      `Patchbay is ready after ${((Date.now() - began) / 1000).toFixed(1)} s: ${address}`,
      `First sign-in: ${firstEmail} with the password ${password} (until you change it)`,
      `Its data: ${dataFolder} · Ctrl-C stops everything`,
    ].join("\n"),
  );
}

/** PORT, else 3000; taken: the next free one, and that is said. PORT=0 means any. */
async function choosePort() {
  const wanted = Number.parseInt(process.env.PORT ?? "3000", 10);
  if (wanted === 0) return anyFreePort();
  const port = await findFreePort(Number.isInteger(wanted) && wanted > 0 && wanted < 65536 ? wanted : 3000);
  if (port !== wanted) progress.say(`Port ${process.env.PORT ?? "3000"} is taken: the console uses ${port}.`);
  return port;
}
