import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readJwt } from "../shared/kore/testing/read-jwt";
import { captureLog } from "../testing/capture-log";
import { generateToken } from "./generate-token";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const secret = "hush-hush-of-kore";

beforeEach(() => {
  vi.stubEnv("KORE_CLIENT_ID", "cs-1");
  vi.stubEnv("KORE_CLIENT_SECRET", secret);
  vi.stubEnv("TOKEN_SECONDS", "5400");
});
afterEach(() => vi.unstubAllEnvs());

const eventWith = (Parameters: Record<string, unknown>, ContactId: unknown = contactId) => ({
  Details: { ContactData: { ContactId }, Parameters },
});

async function generate(event: unknown = eventWith({ botId: "st-1" })) {
  const { value, lines, text } = await captureLog(() => generateToken(event, { awsRequestId: "request-1" }));
  return { answer: value, line: lines[0] ?? {}, lines, logged: text };
}

test("the token is for this bot and contact, and lives as long as the deployment says", async () => {
  const before = Math.floor(Date.now() / 1000);
  const { answer, lines, logged } = await generate();
  const claims = readJwt(answer.koreiframetoken, secret);
  expect(claims).toEqual({
    iss: "cs-1",
    sub: contactId,
    aud: "https://idproxy.kore.com/authorize",
    botId: "st-1",
    isAnonymous: false,
    iat: expect.any(Number),
    exp: Number(claims.iat) + 5400,
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(Number(claims.iat)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(answer.tokenExpiresAt)).toBe(Number(claims.exp) * 1000);
  expect(lines).toEqual([
    {
      level: "info",
      message: "Widget token created",
      code: "agentai.token",
      contactId,
      requestId: "request-1",
      result: "Success",
      tokenExpiresAt: answer.tokenExpiresAt,
      totalMs: expect.any(Number),
    },
  ]);
  expect(logged).not.toContain(answer.koreiframetoken);
});

test("two tokens for the same contact have different IDs", async () => {
  const tokens = await Promise.all([generate(), generate()]);
  expect(new Set(tokens.map(({ answer }) => readJwt(answer.koreiframetoken, secret).jti)).size).toBe(2);
});

test.each([
  ["TOKEN_SECONDS", ""],
  ["TOKEN_SECONDS", "59"],
  ["TOKEN_SECONDS", "43201"],
  ["TOKEN_SECONDS", "Infinity"],
  ["KORE_CLIENT_ID", ""],
  ["KORE_CLIENT_SECRET", " "],
])("with %s=%j there is no token, and the flow goes on", async (name, value) => {
  vi.stubEnv(name, value);
  const { answer, line } = await generate();
  expect(answer).toEqual({ lambdaResult: "Failed", koreiframetoken: "", tokenExpiresAt: "" });
  expect(line).toMatchObject({ level: "error", result: "Failed", reason: "not-configured" });
});

test("without a bot or a contact there is no token", async () => {
  expect((await generate(eventWith({ botId: "$.Attributes.botId" }))).line.reason).toBe("bot-id-invalid");
  expect((await generate(eventWith({}))).line.reason).toBe("bot-id-invalid");
  expect((await generate(eventWith({ botId: "st-1" }, "x"))).line.reason).toBe("contact-id-invalid");
});

test("whatever the event is, the function answers with text, and the log has neither token nor secret", async () => {
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.constant("st-1"), fc.anything());
  const partly = fc.record({
    Details: fc.record({
      ContactData: fc.oneof(value, fc.record({ ContactId: fc.oneof(fc.constant(contactId), value) })),
      Parameters: fc.oneof(value, fc.record({ botId: value })),
    }),
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.anything(), partly), async (event) => {
      const { answer, lines, logged } = await generate(event);
      expect(Object.keys(answer).sort()).toEqual(["koreiframetoken", "lambdaResult", "tokenExpiresAt"]);
      expect(answer.lambdaResult).toBe(answer.koreiframetoken === "" ? "Failed" : "Success");
      expect(Object.values(answer).every((field) => typeof field === "string")).toBe(true);
      expect(lines).toHaveLength(1);
      expect(logged).not.toMatch(/eyJ|hush/);
    }),
    { numRuns: 200 },
  );
});
