import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { credentialsXml, type FakeSides, startFakeSides } from "./testing/fake-sides";
import { contactId, conversationId, eventWith, parameters, streamArn, trigger } from "./testing/trigger";

let sides: FakeSides;
beforeEach(async () => {
  sides = await startFakeSides();
});
afterEach(() => sides.stop());

test.each([
  ["no streams", { MediaStreams: undefined }],
  ["no audio", { MediaStreams: { Customer: { Audio: null } } }],
  ["no fragment", { MediaStreams: { Customer: { Audio: { StreamARN: streamArn } } } }],
  [
    "a pattern instead of a stream",
    {
      MediaStreams: {
        Customer: { Audio: { StreamARN: streamArn.replace("acme-", "*"), StartFragmentNumber: "1" } },
      },
    },
  ],
])("with %s in the event nothing is asked of anyone: NoStream", async (_what, more) => {
  const { answer, line } = await trigger(eventWith(more));
  expect(answer).toEqual({ lambdaResult: "NoStream", transcriberStatus: "" });
  expect(line).toMatchObject({ level: "error", contactId, result: "NoStream", reason: "stream-absent" });
  expect([...sides.sts.heard, ...sides.transcriber.heard]).toEqual([]);
});

test("a contact that has its transcription isn't transcribed a second time", async () => {
  const { answer, line } = await trigger(eventWith({ Attributes: { agentAiStatus: "Success" } }));
  expect(answer).toEqual({ lambdaResult: "Success", transcriberStatus: "" });
  expect(line).toMatchObject({ reason: "already-started" });
  expect(sides.transcriber.heard).toEqual([]);
  await trigger(eventWith({ Attributes: { agentAiStatus: "NotStarted" } }));
  expect(sides.transcriber.heard).toHaveLength(1);
});

test("another agent's contact isn't asked for again: it has the first one's attribute, and its request", async () => {
  const Attributes = { agentAiStatus: "Success" };
  const transferred = eventWith({
    Attributes,
    InitialContactId: conversationId,
    PreviousContactId: conversationId,
  });
  const { answer, line } = await trigger(transferred);
  expect(answer.lambdaResult).toBe("Success");
  expect(line).toMatchObject({ reason: "already-started" });
  expect([...sides.sts.heard, ...sides.transcriber.heard]).toEqual([]);
});

test("the connection to the transcriber is opened while STS answers, and nothing is sent over it before", async () => {
  sides.sts.says = "silence";
  const refused = trigger(eventWith(), 900);
  await vi.waitFor(() => expect(sides.connections()).toBe(2));
  expect((await refused).answer.lambdaResult).toBe("CredentialsRefused");
  expect(sides.transcriber.heard).toEqual([]);
  await vi.waitFor(() => expect(sides.connections()).toBe(0));
});

test("a connection that was closed before anything was sent over it is replaced", async () => {
  sides.sts.says = { status: 200, body: credentialsXml, before: () => sides.closeIdle() };
  expect((await trigger()).answer.lambdaResult).toBe("Success");
  expect(sides.transcriber.heard).toHaveLength(1);
});

test("both waits together leave the block its time", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const timers = vi.spyOn(globalThis, "setTimeout");
  await trigger();
  const limits = timers.mock.calls.map(([, milliseconds]) => milliseconds);
  timers.mockRestore();
  vi.useRealTimers();
  expect(limits).toEqual([1500, 4500]);
});

test.each(["botId", "agentassistUrl", "wssUrl", "sipUri", "accountId"])(
  "without %s from the flow, nothing is sent",
  async (name) => {
    const { line } = await trigger(eventWith({}, { ...parameters, [name]: "" }));
    expect(line).toMatchObject({ result: "TranscriberRefused", reason: "parameters-incomplete" });
    expect(sides.sts.heard).toEqual([]);
  },
);
