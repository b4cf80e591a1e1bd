import http from "node:http";
import type { Page } from "playwright";
import { median } from "./figures";
import type { SignedInBrowser } from "./open-browser";

const warmUps = 3;
const looks = 15;
const maxLookMs = 30_000;
/** A page that never stops loading can't be measured. */
const maxRestMs = 30_000;

/**
 * Milliseconds from the request for the page to the first byte of its HTML (not of the headers), signed in, on a
 * connection that is already open; the page is read completely each time. Median.
 */
export async function measureFirstByte(url: string, cookies: string): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (let count = 0; count < warmUps + looks; count++) times.push(await firstByteOf(url, cookies, agent));
  agent.destroy();
  return median(times.slice(warmUps));
}

function firstByteOf(url: string, cookie: string, agent: http.Agent): Promise<number> {
  const headers = { cookie, accept: "text/html", "accept-encoding": "gzip" };
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let firstByteMs: number | undefined;
    const request = http.get(url, { headers, agent, timeout: maxLookMs }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`The page answered ${response.statusCode}.`));
      response.on("data", () => {
        firstByteMs ??= performance.now() - began;
      });
      response.on("end", () => resolve(firstByteMs ?? Number.NaN));
      response.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error("The page did not come to its end.")));
    request.on("error", reject);
  });
}

/**
 * KiB of JavaScript over the wire while the page is opened for the first time, until nothing more is loading. Scripts that
 * hold the words `except` aren't counted: somebody else's, that the page can't be without.
 */
export async function measurePageJs(
  browser: SignedInBrowser,
  path: string,
  except?: string,
): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send("Network.enable");
    const scripts = new Set<string>();
    const pending = new Set<string>();
    let requested = 0;
    let bytes = 0;
    const reading: Promise<void>[] = [];
    const addOwn = async (requestId: string, size: number) => {
      const { body } = await wire.send("Network.getResponseBody", { requestId });
      if (except === undefined || !body.includes(except)) bytes += size;
    };
    wire.on("Network.requestWillBeSent", ({ requestId, type }) => {
      if (type !== "Script") return;
      requested++;
      pending.add(requestId);
    });
    wire.on("Network.responseReceived", ({ requestId, type, response }) => {
      if (type === "Script" || /javascript/.test(response.mimeType)) scripts.add(requestId);
    });
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) reading.push(addOwn(requestId, encodedDataLength));
      pending.delete(requestId);
    });
    wire.on("Network.loadingFailed", ({ requestId }) => pending.delete(requestId));
    await page.goto(path, { waitUntil: "networkidle" });
    await waitUntilAtRest(page, () => ({ requested, pending: pending.size }));
    await Promise.all(reading);
    return bytes / 1024;
  } finally {
    await context.close();
  }
}

/**
 * Waits until the document is complete, no script is loading, and the browser has been idle since the last request
 * for one. What a script loads when it runs, or when the page is idle, is included. Throws after `maxRestMs`.
 */
async function waitUntilAtRest(
  page: Page,
  look: () => { requested: number; pending: number },
): Promise<void> {
  const deadline = performance.now() + maxRestMs;
  await page.waitForFunction(() => document.readyState === "complete", undefined, { timeout: maxRestMs });
  while (performance.now() < deadline) {
    const before = look();
    // Two, because what is already scheduled runs in the first one.
    for (let count = 0; count < 2; count++)
      await page.evaluate(
        (timeout) => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout })),
        maxRestMs,
      );
    if (before.pending === 0 && look().requested === before.requested) return;
  }
  throw new Error("The page did not come to rest: scripts are still being loaded.");
}
