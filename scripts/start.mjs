import path from "node:path";
import { stopEverything } from "./process/guarded-process.mjs";
import { makeProgress } from "./process/progress.mjs";
import { stopSignal, untilStopped } from "./process/until-stopped.mjs";
import { startConsole } from "./services/console.mjs";
import { startServices, stopServices } from "./services/start-services.mjs";
import { readCommandLine } from "./setup/arguments.mjs";
import { checkNode } from "./setup/check-node.mjs";
import { checkSettings } from "./setup/check-settings.mjs";
import { openDataFolder } from "./setup/data-folder.mjs";
import { isSandboxOff } from "./setup/environment.mjs";
import { checkAddress, choosePort } from "./setup/ports.mjs";
import { prepareConsole, prepareSources } from "./setup/prepare-sources.mjs";
import { takeRunLock } from "./setup/run-lock.mjs";
import { sentenceOf } from "./setup/told-error.mjs";

// `npm start` and `npm run dev`: from a fresh clone to a console that one can sign in to. Node's built-ins alone until
// the packages are there.

/** The seed makes this user. */
const firstEmail = "owner@localhost";
const isDev = process.argv[2] === "--dev";
readCommandLine(
  isDev
    ? { command: "npm run dev", does: "The same as npm start, but pages are compiled when you open them." }
    : {
        command: "npm start",
        does: "Starts Patchbay: database, sandbox account, worker, and console. Ctrl-C stops everything.",
      },
  process.argv.slice(isDev ? 3 : 2),
);
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
  // All that a person may have to mend is said before anything is installed or built.
  checkNode();
  checkSettings();
  const host = process.env.PATCHBAY_HOST || "127.0.0.1";
  await checkAddress(host, Number(process.env.PORT || "3000"));
  const dataFolder = openDataFolder({ needsPostgres: !process.env.DATABASE_URL });
  const lock = takeRunLock(dataFolder);
  stops.push(async () => lock.release());
  const logsFolder = path.join(dataFolder, "logs");
  await prepareSources({ progress, logsFolder, isProduction: !isDev && isSandboxOff() });
  signal.throwIfAborted();
  if (!isDev) await prepareConsole({ progress, logsFolder });
  signal.throwIfAborted();
  const wanted = Number(process.env.PORT || "3000");
  const port = await choosePort(wanted, host);
  if (port !== wanted && wanted !== 0) progress.say(`Port ${wanted} is in use, so the console uses ${port}.`);
  const services = await startServices({ dataFolder, progress, stops, signal, consolePort: port });
  signal.throwIfAborted();
  await progress.step("console", async (note) => {
    const mode = isDev ? "dev" : "start";
    const console_ = await startConsole({ dataFolder, env: services.env, port, mode, tell: progress.say });
    stops.push(() => console_.stop({ isHurried: signal.reason === "SIGINT" }));
    note(`port ${port}`);
  });
  const address = services.env.NEXTAUTH_URL ?? `http://localhost:${port}`;
  const { databaseUrl, sandbox } = services;
  lock.update({
    address,
    databaseUrl,
    ...(sandbox ? { sandbox: { awsUrl: sandbox.awsUrl, vendorUrls: sandbox.vendorUrls } } : {}),
  });
  const isAnyAddress = host === "0.0.0.0" || host === "::";
  const password = services.env.PATCHBAY_FIRST_PASSWORD ?? "";
  // For a program that started us: what the lines below say to a person, and where the parts answer.
  process.send?.({ address, email: firstEmail, password, dataFolder, databaseUrl, sandbox });
  progress.say(
    [
      "",
      `Patchbay is ready after ${((Date.now() - began) / 1000).toFixed(1)} s: ${address}`,
      `First sign-in: ${firstEmail} with the password ${password} (until you change it)`,
      ...(isAnyAddress && !process.env.NEXTAUTH_URL
        ? ["It's reachable from other machines. Set NEXTAUTH_URL to the URL that their browsers use."]
        : []),
      `Data: ${dataFolder} · Ctrl-C stops everything`,
    ].join("\n"),
  );
}
