import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import next from "next";
import { makeDrain } from "../process/drain-server.mjs";
import { inRoot, root } from "../setup/paths.mjs";
import { limitRequests } from "./limit-requests.mjs";
import { serveAssets } from "./serve-assets.mjs";

// The built console as a process: `serve-console.mjs <port> <host>`. Next's own server ends at once when it is told to
// (NEXT_MANUAL_SIG_HANDLE) or waits for open streams forever; ours finishes what it has in hand, within a bound.

/** How long requests in hand have: a Ctrl-C is a person who waits. */
const drainMs = { SIGTERM: 10_000, SIGINT: 2_000 };
const closeMs = 1_000;
/** Longer than the usual load balancer's (60 s), so that it is never we who end a connection it is about to use. */
const keepAliveMs = 65_000;
/** How long someone may take to send the head of a request, and all of it. */
const headersMs = 20_000;
const requestMs = 60_000;

const port = Number(process.argv[2]);
const host = process.argv[3] ?? "127.0.0.1";
/** Readiness is down, and requests are still taken, for this long before the listening ends. */
const delayMs = secondsOf("PATCHBAY_STOP_DELAY_SECONDS") * 1_000;

// lib/kernel/stopping.ts finds it there: the bundled console shares no module with this file.
const stopping = new AbortController();
Reflect.set(globalThis, "patchbayStopping", stopping);

const app = next({ dev: false, dir: root, hostname: host, port });
const server = http.createServer();
const drain = makeDrain(server);
server.keepAliveTimeout = keepAliveMs;
server.headersTimeout = headersMs;
server.requestTimeout = requestMs;

/** @type {"SIGTERM" | "SIGINT" | undefined} */
let stoppedBy;
for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"]))
  process.on(signal, () => void stop(signal));

await app.prepare();
const handle = app.getRequestHandler();
server.on(
  "request",
  limitRequests(
    serveAssets(inRoot(".next"), (request, response) => {
      handle(request, response).catch((error) => {
        process.stderr.write(`A request failed before its page was rendered: ${error?.stack ?? error}\n`);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    }),
  ),
);
server.on("error", (error) => {
  process.stderr.write(`The console can't listen on ${host}, port ${port}: ${error.message}\n`);
  process.exit(1);
});
// console.mjs waits for the word: another process that has taken the port would answer, too.
server.listen(port, host, () => process.stdout.write(`Listening on ${host}, port ${port}\n`));

/**
 * A service manager may tell us a second time what whoever started us has already told: that changes nothing. A second
 * Ctrl-C, or one after it, ends at once.
 *
 * @param {"SIGTERM" | "SIGINT"} signal
 */
async function stop(signal) {
  if (stoppedBy !== undefined) {
    if (signal === "SIGINT" || stoppedBy === "SIGINT") process.exit(1);
    return;
  }
  stoppedBy = signal;
  // Readiness goes down, and event streams end with the hint to connect again.
  stopping.abort();
  drain.announce();
  if (signal === "SIGTERM" && delayMs > 0) await pause(delayMs);
  const { cut } = await drain.drain(drainMs[signal]);
  if (cut > 0) process.stderr.write(`${cut} requests didn't finish in time and were cut off.\n`);
  // What Next runs after an answer ("after").
  await Promise.race([app.close(), pause(closeMs)]);
  process.exit(0);
}

/** @param {string} name */
function secondsOf(name) {
  const seconds = Number(process.env[name] ?? 0);
  if (Number.isFinite(seconds) && seconds >= 0 && seconds <= 300) return seconds;
  process.stderr.write(`${name} must be a number of seconds from 0 to 300.\n`);
  process.exit(1);
}
