import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { askKoreConversation, requestKore } from "./ask-kore";
import { koreSettings } from "./connection-settings";
import { koreScopes } from "./scopes";

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

/** A Kore that gives one answer to everything, and what it was asked. */
async function serve(status: number, body: string, headers: Record<string, string> = {}) {
  const bodies: string[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.on("data", (part) => bodies.push(String(part)));
    request.on("end", () => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
  return { bodies, asked };
}

async function ask(status: number, body: string) {
  const { bodies } = await serve(status, body);
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

test.each([302, 400, 401, 403, 404, 409])(
  "a %s whose body is a web page says nothing of scopes, of the secret, or of what there is",
  async (status) => {
    const { answer } = await ask(status, "\n<!DOCTYPE html><title>Request blocked</title>");
    expect(answer).toMatchObject({
      problem: { code: "kore-malformed", sentence: expect.stringContaining(`(${status})`) },
    });
  },
);

const bot = { settings, clientSecret: "secret" };
const scope = koreScopes.exportVariables;

test("a GET can carry a body, which Kore's export status wants", async () => {
  const { bodies, asked } = await serve(200, "[]");
  const answer = await requestKore(
    bot,
    {
      method: "GET",
      path: "/api/public/bot/{botId}/export/status",
      query: { a: "b c" },
      body: { x: 1 },
      scope,
    },
    { timeoutMs: 2_000 },
  );
  expect(answer).toEqual({ ok: true, value: [] });
  expect(asked).toEqual(["GET /api/public/bot/st-0001/export/status?a=b+c"]);
  expect(bodies.join("")).toBe('{"x":1}');
});

test("an answer of several megabytes is read, and one without end isn't", async () => {
  const variables = (megabytes: number) =>
    JSON.stringify([{ key: "a", value: "x".repeat(megabytes * 1024 * 1024) }]);
  const request = { method: "POST", path: "/x", scope } as const;
  await serve(200, variables(3));
  expect(await requestKore(bot, request, { timeoutMs: 5_000 })).toMatchObject({ ok: true });
  close?.();
  await serve(200, variables(9));
  expect(await requestKore(bot, request, { timeoutMs: 5_000 })).toMatchObject({
    problem: { code: "answer-too-large" },
  });
});

const words = (msg: string) => JSON.stringify({ errors: [{ msg, code: 4010 }] });

test.each([
  [401, words("The token is not valid."), "kore-credentials-wrong"],
  [401, words("JTI claim is missing"), "kore-app-wants-jti"],
  [403, words("JWE encryption is enforced for this app"), "kore-app-wants-jwe"],
  [401, words("Unsupported algorithm"), "kore-app-algorithm"],
  [400, words("Request payload must be encrypted"), "kore-app-encrypts"],
  [200, '{"encryptedPayload":"a","encryptedKey":"b"}', "kore-app-encrypts"],
  [200, "eyJhbGciOiJSU0Et.b.c.d.e", "kore-app-encrypts"],
  [403, words("not allowed"), "kore-forbidden"],
  [400, words("no"), "kore-bad-request"],
])("a %s that says %s is told as %s", async (status, body, code) => {
  await serve(status, body);
  const answer = await requestKore(bot, { method: "POST", path: "/x", scope }, { timeoutMs: 2_000 });
  expect(answer).toMatchObject({ ok: false, problem: { code } });
});

test.each([
  [-12, "behind"],
  [12, "ahead of"],
])("a refusal while the clocks differ by %i minutes says nothing of the secret", async (minutes, way) => {
  const date = new Date(Date.now() - minutes * 60_000).toUTCString();
  await serve(401, words("The token is not valid."), { date });
  const answer = await requestKore(bot, { method: "POST", path: "/x", scope }, { timeoutMs: 2_000 });
  expect(answer).toMatchObject({
    problem: { code: "kore-clock-off", sentence: expect.stringContaining(`12 minutes ${way} Kore's`) },
  });
});

test("an hour's limit that is used up isn't told as a minute's", async () => {
  const wayOut = async (msg: string) => {
    await serve(429, words(msg));
    const answer = await requestKore(bot, { method: "POST", path: "/x", scope }, { timeoutMs: 2_000 });
    close?.();
    return answer.ok ? "" : answer.problem.wayOut;
  };
  expect(await wayOut("You've exceeded the hourly rate limit.")).toContain("in an hour");
  expect(await wayOut("You've exceeded the per-minute rate limit.")).toContain("in a minute");
});

test("a 401 doesn't blame the secret alone: Kore may give it for a scope that is missing, too", async () => {
  await serve(401, words("The token is not valid."));
  const answer = await requestKore(bot, { method: "POST", path: "/x", scope }, { timeoutMs: 2_000 });
  expect(answer).toMatchObject({
    problem: { wayOut: expect.stringMatching(/lacks a scope.*Copy both again/) },
  });
});

test("a refused scope is named, with where it is added", async () => {
  await serve(403, "{}");
  const answer = await requestKore(bot, { method: "POST", path: "/x", scope }, { timeoutMs: 2_000 });
  expect(answer).toMatchObject({
    problem: { wayOut: expect.stringMatching(/API Scopes, add the scope Export Variables .* publish/) },
  });
});
