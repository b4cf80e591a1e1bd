import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeSides, secrets, startFakeSides } from "./testing/fake-sides";
import { eventWith, trigger } from "./testing/trigger";

let sides: FakeSides;
beforeEach(async () => {
  sides = await startFakeSides();
});
afterEach(() => sides.stop());

test("what AWS told the transcriber is a refusal of the credentials, by the role or the key", async () => {
  const answers = [
    [502, '{"error":"KMSDisabledException","message":"arn:aws:kms:us-east-1:1:key/1 is disabled."}'],
    [502, '{"message":"is not authorized to perform: kms:Decrypt"}'],
    [502, '{"error":"NotAuthorizedException"}'],
    [401, '{"error":"NotAuthorized"}'],
  ] as const;
  const found = [];
  for (const [status, body] of answers) {
    sides.transcriber.says = { status, body };
    const { answer, line } = await trigger();
    found.push([answer.lambdaResult, answer.transcriberStatus, line.reason, line.awsError]);
  }
  expect(found).toEqual([
    ["CredentialsRefused", "502", "key", "KMSDisabledException"],
    ["CredentialsRefused", "502", "key", "kms"],
    ["CredentialsRefused", "502", "role", "NotAuthorizedException"],
    ["TranscriberRefused", "401", undefined, undefined],
  ]);
});

test.each([400, 401, 403, 404, 429, 500, 503])(
  "the transcriber's %i is passed on, and asked once",
  async (status) => {
    sides.transcriber.says = { status, body: `no, ${secrets.clientSecret}` };
    const { answer, line } = await trigger();
    expect(answer).toEqual({ lambdaResult: "TranscriberRefused", transcriberStatus: String(status) });
    expect(line).toMatchObject({ level: "error", transcriberStatus: String(status) });
    expect(sides.transcriber.heard).toHaveLength(1);
  },
);

test("a redirect is a refusal: credentials go nowhere else", async () => {
  sides.transcriber.says = { status: 307, headers: { location: `${sides.origin}/elsewhere` } };
  expect((await trigger()).answer).toEqual({ lambdaResult: "TranscriberRefused", transcriberStatus: "307" });
  expect(sides.transcriber.heard).toHaveLength(1);
});

test("a transcriber that never answers ends within its time, and a hang-up is a refusal", async () => {
  sides.transcriber.says = "silence";
  const startedAt = performance.now();
  const slow = await trigger(eventWith(), 900);
  expect(slow.answer).toEqual({ lambdaResult: "TranscriberTimeout", transcriberStatus: "" });
  // Its own limit, when the function has longer, is 4.5 seconds.
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  sides.transcriber.says = "hang-up";
  expect((await trigger()).line).toMatchObject({ result: "TranscriberRefused", reason: "unreachable" });
});
