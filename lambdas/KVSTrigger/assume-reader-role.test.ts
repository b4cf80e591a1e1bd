import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { credentialsXml, type FakeSides, type Said, startFakeSides, stsError } from "./testing/fake-sides";
import { eventWith, keyArn, trigger } from "./testing/trigger";

let sides: FakeSides;
beforeEach(async () => {
  sides = await startFakeSides();
});
afterEach(() => sides.stop());

test("with a customer's own key, the session may decrypt with it through Kinesis Video Streams only", async () => {
  vi.stubEnv("STREAM_KEY_ARN", keyArn);
  await trigger();
  const policy = JSON.parse(new URLSearchParams(sides.sts.heard[0]?.body).get("Policy") ?? "");
  expect(policy.Statement[1]).toEqual({
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": "kinesisvideo.us-east-1.amazonaws.com" } },
  });
});

const denied =
  "User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to perform: sts:AssumeRole";
test.each<[Said, string, string]>([
  [stsError("AccessDenied", denied), "role", "AccessDenied"],
  [
    stsError("AccessDenied", `${denied} because no permissions boundary allows the sts:AssumeRole action`),
    "boundary",
    "AccessDenied",
  ],
  [stsError("ExpiredToken"), "unknown", "ExpiredToken"],
  [{ status: 500 }, "unknown", "ServiceUnavailable"],
  [{ status: 200, body: "<html>" }, "unknown", "Malformed"],
  ["hang-up", "unknown", "NetworkError"],
])("STS's %j is CredentialsRefused: %s", async (said, reason, awsError) => {
  sides.sts.says = said;
  const { answer, line } = await trigger();
  expect(answer).toEqual({ lambdaResult: "CredentialsRefused", transcriberStatus: "" });
  expect(line).toMatchObject({ level: "error", reason, awsError });
  expect(sides.transcriber.heard).toEqual([]);
});

test("a failure of STS's own is tried once more", async () => {
  sides.sts.says = { status: 503 };
  sides.sts.afterwards = { status: 200, body: credentialsXml };
  expect((await trigger()).answer.lambdaResult).toBe("Success");
  expect(sides.sts.heard).toHaveLength(2);
});

test.each<Said>(["silence", "hang-up", { status: 408 }, { status: 503 }])(
  "%j over the connection kept from the last call leaves time for a second request",
  async (said) => {
    await trigger();
    sides.sts.says = said;
    sides.sts.afterwards = { status: 200, body: credentialsXml };
    const { answer, line } = await trigger(eventWith(), 1400);
    expect(answer.lambdaResult).toBe("Success");
    expect(line.assumeMs).toBeLessThan(1000);
    expect(sides.sts.heard).toHaveLength(3);
    expect(sides.transcriber.heard).toHaveLength(2);
  },
);
