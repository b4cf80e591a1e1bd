import http from "node:http";
import { median } from "./figures";
import type { SignedInBrowser } from "./open-browser";

const warmUps = 3;
const looks = 15;
const maxLookMs = 30_000;
/** What a page loads after it has come to rest is no longer of its loading. */
const restMs = 1_000;

/**
 * Milliseconds from the request for the page to the first byte of its HTML (not of the headers), signed in, on a
 * connection that is open already; the page is read to its end each time. Median.
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

/** KiB of JavaScript as it comes over the wire while the page is opened for the first time, until it is at rest. */
export async function measurePageJs(browser: SignedInBrowser, path: string): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send("Network.enable");
    const scripts = new Set<string>();
    let bytes = 0;
    wire.on("Network.responseReceived", ({ requestId, type, response }) => {
      if (type === "Script" || /javascript/.test(response.mimeType)) scripts.add(requestId);
    });
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(path, { waitUntil: "networkidle" });
    await page.waitForTimeout(restMs);
    return bytes / 1024;
  } finally {
    await context.close();
  }
}
