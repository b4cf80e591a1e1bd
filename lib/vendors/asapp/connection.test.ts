import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { needsNewSecret, settingsOfForm } from "@/lib/connection-kinds/settings-of-form";
import { asTenantId } from "@/lib/kernel/ids";
import { askAsapp } from "./ask-asapp";
import { asappConnection, describeHealth } from "./connection";
import { type AsappSettings, asappSettings } from "./connection-settings";

const owner = { tenantId: asTenantId("tenant-one") };

const state = vi.hoisted(() => ({ url: "" as string | undefined, allowedHosts: [] as string[] }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { asapp: state.url }, allowedHosts: state.allowedHosts }),
}));

const settings: AsappSettings = asappSettings.parse({
  host: "https://api.sandbox.asapp.com/",
  apiId: "id-1",
  simulated: true,
});
let close: (() => void) | undefined;
beforeEach(() => {
  state.allowedHosts = [];
});
afterEach(() => close?.());

/** An ASAPP that always answers the same (or never), and keeps what it was asked. */
async function asappAnswering(status: number | "silence", body = "{}"): Promise<IncomingMessage[]> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    if (status !== "silence") response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return asked;
}
const probe = () => asappConnection.probe(settings, { apiSecret: "hush-hush" }, owner);

describe("the settings of an ASAPP connection", () => {
  it.each([
    ["https://api.asapp.com", "api.asapp.com"],
    ["api.sandbox.asapp.com/", "api.sandbox.asapp.com"],
    ["http://acme.asapp.com", "acme.asapp.com"],
  ])("keep the host of %s without scheme", (host, kept) => {
    expect(asappSettings.parse({ host, apiId: "x" }).host).toBe(kept);
  });

  it("cannot claim an account of the simulated ASAPP", () => {
    const { simulated: _, ...own } = settings;
    const tenant = { externalId: "x" };
    expect(settingsOfForm(asappConnection, settings, {}, tenant)).toEqual(own);
    expect(settingsOfForm(asappConnection, own, settings, tenant)).toEqual(settings);
  });

  it("ask for the secret again when the host or the account is another", () => {
    const isAnother = (changed: object) =>
      needsNewSecret(asappConnection, { ...settings, ...changed }, settings);
    expect(isAnother({})).toBe(false);
    expect(isAnother({ host: "api.asapp.com" })).toBe(true);
    expect(isAnother({ apiId: "id-2" })).toBe(true);
  });

  it("show the host, and say of a simulated account that it is one", () => {
    const line = (simulated: boolean) =>
      asappConnection.facts({ ...settings, simulated }).flatMap(({ inLine }) => inLine ?? []);
    expect(line(false)).toEqual(["api.sandbox.asapp.com", "id-1"]);
    expect(line(true)).toEqual(["the simulated ASAPP", "id-1"]);
  });

  it.each([
    "evil.example",
    "169.254.169.254",
    "api.asapp.com.evil.example",
    "api.asapp.com@evil.example",
    "",
  ])("refuse %s, which the operator has not allowed", (host) => {
    expect(asappSettings.safeParse({ host, apiId: "x" }).success).toBe(false);
  });

  it("take another host that the operator has allowed", () => {
    state.allowedHosts = ["proxy.example.com"];
    expect(asappSettings.parse({ host: "https://proxy.example.com", apiId: "x" }).host).toBe(
      "proxy.example.com",
    );
  });
});

describe("an ASAPP connection's probe", () => {
  it("asks for health with the credentials", async () => {
    const asked = await asappAnswering(200, '{"healthCheck":"SUCCESS"}');
    expect((await probe()).state).toBe("proven");
    expect(asked[0]).toMatchObject({
      url: "/v1/health",
      headers: { "asapp-api-id": "id-1", "asapp-api-secret": "hush-hush" },
    });
  });

  it.each([
    [401, "{}", "failed", "rejected the API ID and secret"],
    [403, "{}", "failed", "isn't allowed to do this"],
    [404, "{}", "failed", "Check that the host"],
    [429, "{}", "unproven", "rate limiting"],
    [
      503,
      '{"error":{"code":"503-01","requestId":"r-1","message":"hush-hush"}}',
      "failed",
      "503-01, request r-1",
    ],
    [200, "<html>", "failed", "isn't from ASAPP's API"],
    [401, "<html>", "failed", "isn't from ASAPP's API"],
    [200, '{"healthCheck":"FAILURE"}', "failed", "doesn't report that it's healthy"],
    [302, "", "failed", "rejected"],
  ])(
    "says of an answer %i %s that it is %s, why, and never the secret",
    async (status, body, expected, words) => {
      await asappAnswering(status, body);
      const report = await probe();
      expect(report.state).toBe(expected);
      expect(report.checks[0]?.detail).toContain(words);
      expect(JSON.stringify(report)).not.toContain("hush-hush");
    },
  );

  it("fails in words when nobody answers, and when the simulated ASAPP is switched off", async () => {
    state.url = "http://127.0.0.1:9";
    expect((await probe()).checks[0]?.detail).toContain("Couldn't reach");
    state.url = undefined;
    expect((await probe()).checks[0]?.detail).toContain("turned off");
  });

  it.each([
    [429, true],
    [503, true],
    [401, undefined],
    [404, undefined],
    [418, undefined],
  ])("says of an answer %s whether it passes by itself: %s", async (status, isPassing) => {
    await asappAnswering(status);
    const answer = await askAsapp({ settings, apiSecret: "x" }, "/v1/health");
    expect(answer.ok ? undefined : answer.problem.isPassing).toBe(isPassing);
  });

  it("gives up on an ASAPP that is too slow", async () => {
    await asappAnswering("silence");
    const slow = await askAsapp({ settings, apiSecret: "x" }, "/v1/health", { timeoutMs: 100 });
    expect(slow).toMatchObject({ ok: false, problem: { code: "host-slow", isPassing: true } });
    expect(describeHealth(settings, slow).state).toBe("failed");
  });

  it("sends nothing to a host that leads inside, unless the operator has allowed it", async () => {
    const asked = await asappAnswering(200);
    const host = (state.url ?? "").replace("http://", "");
    const inside = { host, apiId: "x" };
    expect(await askAsapp({ settings: inside, apiSecret: "x" }, "/v1/health")).toMatchObject({ ok: false });
    expect(asked).toEqual([]);
    state.allowedHosts = [`http://${host}`];
    const allowed = { settings: asappSettings.parse(inside), apiSecret: "x" };
    expect(await askAsapp(allowed, "/v1/health")).toMatchObject({ ok: true });
  });
});
