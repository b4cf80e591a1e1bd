import { readdirSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { expect, test } from "@playwright/test";
import { inRoot } from "../scripts/setup/paths.mjs";
import { theInstallation } from "./harness/installation";

/** Every address of the console, read from the files themselves, and what Next answers without one. */
const addresses = [
  ...readdirSync(inRoot("app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file) && !file.includes("[..."))
    .map((file) => `/${file.replace(/\(\w+\)\//g, "").replace(/\/?(page\.tsx|route\.ts)$/, "")}`),
  ...["csrf", "providers", "session", "signin", "signout", "verify-request", "error", "_log"].map(
    (name) => `/api/auth/${name}`,
  ),
  "/no-such-screen/at/all",
  "/api/no-such/route",
  "/_next/static/no-such-file.js",
  "/_next/image?url=%2Ficon.svg&w=64&q=75",
  "/favicon.ico",
  "/icon.svg",
].map((address) => address.replace(/\[(\w+)\]/g, "sandbox"));

test("every answer carries the security headers, each once", async ({ playwright, baseURL }) => {
  const nobody = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const page = await nobody.get("/sign-in");
  const [script = ""] = /\/_next\/static\/[^"]+\.js/.exec(await page.text()) ?? [];
  expect(addresses.length).toBeGreaterThan(50);
  for (const address of [...addresses, script]) {
    await test.step(address, async () => {
      const answer = await nobody.get(address, { maxRedirects: 0 });
      expect(answer.headers()).toMatchObject({
        "content-security-policy": expect.stringMatching(
          /^default-src '(self|none)'[^,]*frame-ancestors 'none'[^,]*$/,
        ),
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(answer.headers()["strict-transport-security"]).toBeUndefined();
      // No other site's script reads an answer.
      expect(answer.headers()["access-control-allow-origin"]).toBeUndefined();
      // Only what is the same for everyone may be kept.
      const isFile = /^\/(_next\/(static|image)|icon\.svg|favicon)/.test(address) && answer.status() === 200;
      if (!isFile) expect(answer.headers()["cache-control"]).toContain("no-store");
    });
  }
  await nobody.dispose();
});

test("methods that nothing takes are refused, on screens, routes and files", async () => {
  const { address } = theInstallation();
  for (const method of ["TRACE", "PUT", "PATCH", "DELETE"]) {
    for (const path of ["/sandbox/overview", "/api/sandbox/contacts/export", "/icon.svg"]) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        httpRequest(`${address}${path}`, { method }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on("error", reject)
          .end();
      });
      expect(status, `${method} ${path}`).toBe(405);
    }
  }
});

test("the sign-in is only ever looked for at the configured address", async () => {
  const { address } = theInstallation();
  for (const headers of [
    { host: "evil.example" },
    { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  ]) {
    const location = await new Promise<string | undefined>((resolve, reject) => {
      httpRequest(`${address}/sandbox/overview`, { headers }, (answer) => {
        answer.resume();
        resolve(answer.headers.location);
      })
        .on("error", reject)
        .end();
    });
    expect(new URL(location ?? "", address).href).toBe(`${address}/sign-in?next=%2Fsandbox%2Foverview`);
  }
});

test("next-auth's own pages and its open log aren't there, and a form of megabytes is refused", async ({
  request,
}) => {
  for (const name of ["signin", "signout", "verify-request"]) {
    expect((await request.get(`/api/auth/${name}`, { maxRedirects: 0 })).status()).toBe(404);
  }
  expect((await request.post("/api/auth/_log", { form: { level: "error", code: "x" } })).status()).toBe(404);
  const answer = await request.post("/api/auth/callback/credentials", {
    form: { email: "x".repeat(2_000_000), password: "x" },
  });
  expect(answer.status()).toBe(413);
});
