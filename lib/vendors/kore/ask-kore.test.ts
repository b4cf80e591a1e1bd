import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { askKoreConversation } from "./ask-kore";
import { koreSettings } from "./connection";

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { kore: state.url }, allowedHosts: [] }),
}));

let close: (() => void) | undefined;
afterEach(() => close?.());

const settings = koreSettings.parse({
  host: "platform.kore.ai",
  botId: "st-0001",
  clientId: "cs-0001",
  didNumber: "+12065551118",
  koreSandbox: true,
});
const page = { key: { sessionId: "s" }, offset: 0, limit: 50, isSummaryRequired: true };

async function ask(status: number, body: string) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.on("data", (part) => bodies.push(String(part)));
    request.on("end", () => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
  const answer = await askKoreConversation({ settings, clientSecret: "secret" }, page, { timeoutMs: 2_000 });
  return { answer, bodies };
}

test("a conversation is asked for by its session, with its summary", async () => {
  const { answer, bodies } = await ask(200, '{"conversationInfo":{}}');
  expect(answer).toEqual({ ok: true, value: { conversationInfo: {} } });
  expect(JSON.parse(bodies.join(""))).toEqual({
    sessionId: "s",
    offset: 0,
    limit: 50,
    isSummaryRequired: true,
  });
});

test.each([
  [400, "kore-not-found"],
  [401, "kore-credentials-wrong"],
  [403, "kore-forbidden"],
  [404, "kore-not-found"],
  [418, "kore-refused"],
  [429, "kore-rate-limited"],
  [503, "kore-down"],
])("a %s is told as %s, with a way out and without what was asked", async (status, code) => {
  const { answer } = await ask(status, "the secret of somebody");
  expect(answer).toMatchObject({ ok: false, problem: { code, wayOut: expect.stringMatching(/\w/) } });
  expect(JSON.stringify(answer)).not.toContain("secret of somebody");
});

test("what is no JSON is not Kore's", async () => {
  expect((await ask(200, "<html>")).answer).toMatchObject({ ok: false, problem: { code: "kore-malformed" } });
});
