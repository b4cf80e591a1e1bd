import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestSandbox, type SandboxUnderTest } from "../testing/open-test-sandbox";
import { testControlKey } from "../testing/tell-sandbox";
import { createAsappServer } from "../vendors/asapp/server";
import { createKoreServer } from "../vendors/kore/server";
import { vendorEnvironment } from "../vendors/shared/start-vendor-process";

const folder = mkdtempSync(join(tmpdir(), "gate-"));
let sandbox: SandboxUnderTest;
const vendors: Server[] = [];
/** A route of each server that changes something. */
const routes: { name: string; method: string; url: string; body?: object }[] = [];

beforeAll(async () => {
  sandbox = await openTestSandbox();
  const kore = createKoreServer(join(folder, "kore"), testControlKey);
  const asapp = createAsappServer(join(folder, "asapp"), testControlKey);
  const [koreUrl, asappUrl] = [await listen(kore), await listen(asapp)];
  routes.push(
    {
      ...{ name: "placing a call", method: "POST", url: `${sandbox.awsUrl}/_sandbox/calls` },
      body: { from: "+12065550199", to: "+12065550100" },
    },
    { name: "taking all back", method: "POST", url: `${sandbox.awsUrl}/_sandbox/reset`, body: {} },
    { name: "a route that is not there", method: "GET", url: `${sandbox.awsUrl}/_sandbox/none` },
    { name: "Kore's transcripts", method: "GET", url: `${koreUrl}/_sandbox/conversations` },
    { name: "Kore's bots", method: "PUT", url: `${koreUrl}/_sandbox/bots/st-sandbox-0001`, body: {} },
    { name: "a call to Kore", method: "POST", url: `${koreUrl}/_sip/invite`, body: { sip: "" } },
    { name: "ASAPP's transfers", method: "GET", url: `${asappUrl}/_sandbox/transfers` },
    { name: "ASAPP's customers", method: "PUT", url: `${asappUrl}/_sandbox/accounts/x`, body: {} },
    { name: "a call to ASAPP", method: "POST", url: `${asappUrl}/_pstn/calls`, body: { to: "" } },
  );
});
afterAll(async () => {
  for (const vendor of vendors) {
    vendor.closeAllConnections();
    vendor.close();
  }
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function listen(server: Server): Promise<string> {
  vendors.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Not with `fetch`, which sets Host itself. */
async function statusOf(route: (typeof routes)[number], headers: Record<string, string>): Promise<number> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = httpRequest(route.url, { method: route.method, headers }, resolve);
    asked.once("error", reject);
    asked.end(route.body && JSON.stringify(route.body));
  });
  answer.resume();
  return answer.statusCode ?? 0;
}

const right = { "x-sandbox-key": testControlKey, "content-type": "application/json" };
const { "x-sandbox-key": _, ...keyless } = right;

it.each([
  ["without the key", 401, keyless],
  ["with another key", 401, { ...right, "x-sandbox-key": "another" }],
  ["from a page", 403, { ...right, origin: "https://evil.example" }],
  ["from a page without an origin of its own", 403, { ...right, origin: "null" }],
  ["from a page that the browser tells of", 403, { ...right, "sec-fetch-site": "cross-site" }],
  ["under a name that was pointed here", 421, { ...right, host: "evil.example:80" }],
])("refuses every route of the sandbox's own %s", async (_name, status, headers) => {
  const answers = await Promise.all(
    routes.map(async (route) => [route.name, await statusOf(route, headers)] as const),
  );
  expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(routes.map(({ name }) => [name, status])));
});

it("refuses a body as a form sends it, and accepts a request with the key", async () => {
  for (const route of routes) {
    if (route.body !== undefined)
      expect([route.name, await statusOf(route, { ...right, "content-type": "text/plain" })]).toEqual([
        route.name,
        415,
      ]);
    expect([401, 403, 415, 421]).not.toContain(await statusOf(route, right));
  }
});

it("gives a vendor's process the key of its routes, and none of the account's or the console's", () => {
  const env = {
    PATH: "/bin",
    PATCHBAY_SANDBOX_ACCESS_KEY_ID: "AKIA",
    PATCHBAY_SANDBOX_SECRET_ACCESS_KEY: "secret",
    PATCHBAY_KEY_RING: "ring",
    NEXTAUTH_SECRET: "secret",
    DATABASE_URL: "postgresql://x",
    NODE_ENV: "production" as const,
  };
  expect(vendorEnvironment(env, "control")).toEqual({
    PATH: "/bin",
    NODE_ENV: "production",
    PATCHBAY_SANDBOX_CONTROL_KEY: "control",
  });
});
