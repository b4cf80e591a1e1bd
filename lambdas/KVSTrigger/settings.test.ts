import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FakeSides, startFakeSides } from "./testing/fake-sides";
import { trigger } from "./testing/trigger";

let sides: FakeSides;
beforeEach(async () => {
  sides = await startFakeSides();
});
afterEach(() => sides.stop());

test.each([
  ["READER_ROLE_ARN", "", "not-configured"],
  ["READER_ROLE_ARN", "arn:aws:iam::111122223333:user/x", "not-configured"],
  ["KORE_CLIENT_SECRET", "", "not-configured"],
  ["KORE_CLIENT_ID", "two\r\nlines", "not-configured"],
  ["STREAM_KEY_ARN", "alias/aws/kinesisvideo", "not-configured"],
  ["TRANSCRIBER_URL", "platform.kore.ai", "not-configured"],
  ["TRANSCRIBER_URL", "https://platform.kore.ai@evil.example/", "not-configured"],
  ["TRANSCRIBER_URL", "https://platform.kore.ai.evil.example/", "host-not-allowed"],
  ["TRANSCRIBER_URL", "http://169.254.169.254/latest/", "host-not-allowed"],
  ["TRANSCRIBER_URL", "https://kore.ai/", "host-not-allowed"],
  ["KORE_ALLOWED_HOSTS", "", "host-not-allowed"],
])("with %s=%j nothing is sent: %s", async (name, value, reason) => {
  vi.stubEnv(name, value);
  const { answer, line } = await trigger();
  expect(answer).toEqual({ lambdaResult: "TranscriberRefused", transcriberStatus: "" });
  expect(line).toMatchObject({ reason });
  expect([...sides.sts.heard, ...sides.transcriber.heard]).toEqual([]);
});

test("a host of Kore's that resolves inward gets no credentials", async () => {
  vi.stubEnv("TRANSCRIBER_URL", "https://inward.kore.ai/integrations/amzn/voice/");
  const { default: dns } = await import("node:dns");
  const lookup = vi.spyOn(dns, "lookup");
  lookup.mockImplementation(((_name: string, _options: unknown, callback: (...said: unknown[]) => void) =>
    callback(null, [{ address: "10.0.0.7", family: 4 }])) as never);
  const { syncBuiltinESMExports } = await import("node:module");
  syncBuiltinESMExports();
  const { line } = await trigger();
  lookup.mockRestore();
  syncBuiltinESMExports();
  expect(line).toMatchObject({ result: "TranscriberRefused", reason: "host-inward" });
});
