import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { captureLog } from "../testing/capture-log";
import { answerCredentials } from "./answer-credentials";

const settings = {
  AGENTASSIST_URL: "https://agentassist.kore.ai/koreagentassist-sdk-v3/UI/agentassist-iframe.html",
  BOT_ID: "st-1",
  KORE_CLIENT_ID: "cs-1",
  KORE_CLIENT_SECRET: "hush-hush-of-kore",
  LANGUAGE_CODE: "en",
  CONNECT_URL: "https://acme.my.connect.aws/connect/ccp-v2/",
};
beforeEach(() => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

const eventWith = (method: unknown) => ({
  version: "2.0",
  rawPath: "/k3y",
  headers: { "x-forwarded-for": "198.51.100.7" },
  requestContext: { http: { method, sourceIp: "198.51.100.7" } },
});

async function ask(event: unknown = eventWith("GET")) {
  const { value, lines, text } = await captureLog(() =>
    answerCredentials(event, { awsRequestId: "request-1" }),
  );
  return { answer: value, lines, logged: text };
}

test("the page gets what it needs in its own names, and nothing may keep it", async () => {
  const { answer, lines, logged } = await ask();
  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body)).toEqual({
    agentassistUrl: settings.AGENTASSIST_URL,
    botId: "st-1",
    clientId: "cs-1",
    clientSecret: "hush-hush-of-kore",
    languageCode: "en",
    awsConnectURL: settings.CONNECT_URL,
  });
  expect(answer.headers).toMatchObject({ "Cache-Control": "no-store", "Content-Type": "application/json" });
  expect(lines).toEqual([
    {
      level: "info",
      message: "Widget credentials read",
      code: "agentai.widget-credentials",
      requestId: "request-1",
      statusCode: 200,
    },
  ]);
  expect(logged).not.toMatch(/hush|198\.51/);
});

test.each(Object.keys(settings))(
  "without %s the answer is a 500 that has none of the others",
  async (name) => {
    vi.stubEnv(name, "");
    const { answer } = await ask();
    expect(answer.statusCode).toBe(500);
    expect(JSON.parse(answer.body)).toEqual({ error: "not-configured" });
  },
);

test("only a GET is answered", async () => {
  for (const method of ["POST", "HEAD", "OPTIONS", "get", undefined])
    expect((await ask(eventWith(method))).answer.statusCode).toBe(405);
});

test("whatever the event is, the function answers and never throws, and the secret is in no other answer", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.anything(), fc.anything().map(eventWith)), async (event) => {
      const { answer, lines, logged } = await ask(event);
      expect([200, 405, 500]).toContain(answer.statusCode);
      if (answer.statusCode !== 200) expect(JSON.stringify(answer)).not.toContain("hush");
      expect(lines).toHaveLength(1);
      expect(logged).not.toContain("hush");
    }),
    { numRuns: 200 },
  );
});
