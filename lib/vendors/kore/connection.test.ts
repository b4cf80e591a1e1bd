import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { needsNewSecret, settingsOfForm } from "@/lib/connection-kinds/settings-of-form";
import { asTenantId } from "@/lib/kernel/ids";
import { koreConnection } from "./connection";
import { koreSettings } from "./connection-settings";

const owner = { tenantId: asTenantId("tenant-one") };

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { kore: state.url }, allowedHosts: [] }),
}));

const settings = koreSettings.parse({
  host: "platform.kore.ai/",
  botId: "st-0001",
  clientId: "cs-0001",
  didNumber: "+12065551118",
  koreSandbox: true,
});
let close: (() => void) | undefined;
afterEach(() => close?.());

/** A Kore that always answers the same, and keeps what it was asked. */
async function koreAnswering(status: number): Promise<IncomingMessage[]> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(status, { "Content-Type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
  return asked;
}

describe("the settings of a Kore connection", () => {
  const read = (host: string) => koreSettings.safeParse({ ...settings, host });

  it.each([
    ["platform.kore.ai", "https://platform.kore.ai"],
    [" https://EU.kore.ai/ ", "https://eu.kore.ai"],
    ["kore.example.com:8443", "https://kore.example.com:8443"],
  ])("take a host and a port: %s", (text, host) => {
    expect(read(text)).toMatchObject({ success: true, data: { host } });
  });

  it.each([
    "https://user@platform.kore.ai",
    "https://platform.kore.ai@attacker.example",
    "https://platform.kore.ai/path",
    "https://platform.kore.ai?x=1",
    "https://platform.kore.ai#x",
    "https://platform.kore.ai\\\\attacker.example",
    "http://platform.kore.ai",
    "javascript:alert(1)",
    "",
  ])("refuse what is more or less than a host: %s", (text) => {
    expect(read(text).success).toBe(false);
  });

  it("cannot claim a bot of the simulated Kore", () => {
    const { koreSandbox: _, ...own } = settings;
    const tenant = { externalId: "x" };
    expect(settingsOfForm(koreConnection, settings, {}, tenant)).toEqual(own);
    expect(settingsOfForm(koreConnection, own, settings, tenant)).toEqual(settings);
  });

  it.each([
    ["host", "https://b.example", true],
    ["clientId", "cs-0002", true],
    ["botId", "st-0002", false],
    ["didNumber", "+12065551119", false],
  ])("say whether the secret belongs to another %s", (field, value, isAnother) => {
    expect(needsNewSecret(koreConnection, settings, settings)).toBe(false);
    expect(needsNewSecret(koreConnection, { ...settings, [field]: value }, settings)).toBe(isAnother);
  });

  it("show where the bot is, and say of a simulated one that it is one", () => {
    const facts = (koreSandbox: boolean) => koreConnection.facts({ ...settings, koreSandbox });
    expect(facts(false).map(({ value }) => value)).toContain("platform.kore.ai");
    expect(facts(true).map(({ value }) => value)).toContain("the simulated Kore");
    expect(facts(false).flatMap(({ inLine }) => inLine ?? [])).toEqual(["platform.kore.ai", "st-0001"]);
  });
});

describe("a Kore connection's probe", () => {
  it("signs its request as Kore's public API asks for", async () => {
    const asked = await koreAnswering(200);
    const report = await koreConnection.probe(settings, { clientSecret: "the-secret" }, owner);
    expect(report.state).toBe("proven");
    expect(asked[0]?.url).toBe("/api/public/bot/st-0001/conversationDetails");
    const [head = "", payload = "", signature] = String(asked[0]?.headers.auth).split(".");
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({ appId: "cs-0001" });
    expect(signature).toBe(
      createHmac("sha256", "the-secret").update(`${head}.${payload}`).digest("base64url"),
    );
  });

  it.each([
    [401, "failed"],
    [403, "failed"],
    [404, "unproven"],
    [429, "unproven"],
    [500, "failed"],
  ])("says of an answer %i that the connection is %s, without the secret", async (status, expected) => {
    await koreAnswering(status);
    const report = await koreConnection.probe(settings, { clientSecret: "the-secret" }, owner);
    expect(report.state).toBe(expected);
    expect(JSON.stringify(report)).not.toContain("the-secret");
  });

  it("refuses a host that leads inside, and sends nothing there", async () => {
    const asked = await koreAnswering(200);
    const host = state.url.replace("http:", "https:");
    const report = await koreConnection.probe({ ...settings, host, koreSandbox: false }, {}, owner);
    expect(report).toMatchObject({
      state: "failed",
      checks: [{ detail: expect.stringContaining("private network") }],
    });
    expect(asked).toEqual([]);
  });

  it("fails in words when nobody answers", async () => {
    state.url = "http://127.0.0.1:9";
    expect(await koreConnection.probe(settings, {}, owner)).toMatchObject({
      state: "failed",
      checks: [{ detail: expect.stringContaining("Couldn't reach Kore (127.0.0.1:9).") }],
    });
  });
});
