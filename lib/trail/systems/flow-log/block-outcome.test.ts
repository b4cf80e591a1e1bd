import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { provenCables } from "@/lib/contacts/trail/proven-cables";
import {
  contactId,
  flowLine,
  healthyCall,
  healthyFlowLog,
} from "@/lib/contacts/trail/testing/recorded-account";
import {
  trailOf,
  transferEnd,
  untilTransfer,
  withFlowLog,
} from "@/lib/contacts/trail/testing/recorded-trail";
import { voiceProofs } from "@/lib/trail/testing/sample-vendors";
import { noVendors } from "../../trail-vendor";
import { describeBlock } from "./describe-block";
import { parseBlockRuns } from "./flow-log-entry";
import { describeFlowLog } from "./source";

const described = (type: string, rest: Record<string, unknown> = {}) => {
  const [run] = parseBlockRuns([flowLine(1, "block", type, rest)]);
  if (!run) throw new Error("no run");
  return describeBlock(run, noVendors);
};

/** A block of each kind whose result says how it went, with parameters that make it what it is. */
const blocks: [type: string, parameters: Record<string, string>][] = [
  ["TransferParticipantToThirdParty", { ToUser: "+12065551118" }],
  ["TransferToPhoneNumber", { PhoneNumber: "+12065550142" }],
  ["Transfer", { Queue: "queue/one" }],
  ["Transfer", { ContactFlowId: "contact-flow/one" }],
  ["StartMediaStreaming", {}],
  ["StopMediaStreaming", {}],
  ["PlayPrompt", { Text: "Welcome." }],
  ["SetQueue", { Queue: "queue/one" }],
  ["SetEventHook", {}],
  ["SetLoggingBehavior", { LoggingBehavior: "Enable" }],
  ["SetVoice", {}],
  ["SetContactData", {}],
  ["SetAttributes", { Key: "brand", Value: "north" }],
  ["InvokeFlowModule", {}],
  ["InvokeExternalResource", { FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:lookup" }],
  ["ABlockOfNextYear", {}],
];
/** Each has a word that AWS's own query for flow-log errors looks for, or says the same as plainly. */
const failures = [
  ...["Error", "FAILED", "Timeout", "Timed out", "InternalServiceException", "Invalid prompt", "Unsupported"],
  ...["Queue not found", "No prompt provided", "Execution limit reached", "false", "Call_Failed", "Busy"],
  ...["Status Code: 500; Error Code: ServiceException", "ConnectionTimeLimitExceeded", "No answer"],
];
const strange = ["Deferred", "202", "PARTIAL", "No errors", "Sent to failover queue", "{}"];

describe.each(blocks)("the block %s %j", (type, Parameters) => {
  test("never tells of a step that worked when its result is a word of failure or a strange one", () => {
    const done = described(type, { Parameters, Results: "true" });
    for (const Results of failures) {
      const { severity, title, detail } = described(type, { Parameters, Results });
      expect([Results, severity]).toEqual([Results, expect.stringMatching(/^(bad|attention)$/)]);
      expect(title).toMatch(/failed$/);
      expect(detail).toContain(Results);
      expect(title).not.toBe(done.title);
    }
    for (const Results of strange) {
      const { severity, title } = described(type, { Parameters, Results });
      expect([Results, severity]).toEqual([Results, "unknown"]);
      expect(title).toContain(`“${Results}”`);
    }
    expect(["good", "info"]).toContain(done.severity);
    expect(described(type, { Parameters, Results: "Success" })).toMatchObject({ title: done.title });
  });
});

test("whatever word a transfer ends with, it has worked only when the word is known to be good", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.lorem()), (Results) => {
      const { severity } = described("Transfer", { Parameters: { Queue: "q" }, Results });
      const isGood = /^(true|ok|success(ful(ly)?)?|succeeded|completed?)\.?$/i.test(Results.trim());
      expect(severity === "good").toBe(isGood);
    }),
  );
});

test("a result that is no text is read by what it holds, and a failure may stand in a member of its own", () => {
  expect(described("SetVoice", { Results: { state: "Failed" } }).title).toBe("Set the voice: failed");
  expect(described("SetVoice", { Results: { error: null, state: "kept" } }).severity).toBe("unknown");
  expect(described("SetVoice", { Results: false }).title).toBe("Set the voice: failed");
  expect(described("SetVoice", { Results: null }).severity).toBe("info");
  expect(described("SetVoice", { ErrorDetails: { code: "Throttled" } })).toMatchObject({
    severity: "attention",
    detail: '{"code":"Throttled"}',
  });
});

test("an answer is no failure: closed hours, no match, silence, an intent that is called like one", () => {
  expect(described("CheckHoursOfOperation", { Results: "false" }).title).toBe("Hours of operation: closed");
  expect(described("GetUserInput", { Results: "Timeout" }).severity).toBe("info");
  expect(described("GetUserInput", { Results: "ReportError" }).severity).toBe("info");
  expect(described("CheckAttribute", { Parameters: { Value: "a" }, Results: "false" }).severity).toBe("info");
  expect(described("Loop", { Results: "DoneLooping" }).severity).toBe("info");
});

test("a question that could not be asked is a failure, and a strange answer is no answer", () => {
  expect(described("GetUserInput", { Results: "Error" }).title).toBe("Ask the caller: failed");
  expect(described("CheckHoursOfOperation", { Results: "No hours of operation found." }).severity).toBe(
    "attention",
  );
  expect(described("CheckHoursOfOperation", { Results: "HOLIDAY" })).toMatchObject({
    severity: "unknown",
    title: "Checked the hours: result “HOLIDAY”",
  });
  expect(described("CheckAttribute", { Parameters: { Value: "a" }, Results: "maybe" }).severity).toBe(
    "unknown",
  );
});

test("a function's answer counts by its status, and a status that is none by nothing", () => {
  const Parameters = { FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:lookup" };
  const severityOf = (statusCode: unknown) =>
    described("InvokeExternalResource", { Parameters, ExternalResults: { statusCode } }).severity;
  expect([200, "200", 204, 404, 500, "pending", 302, 0, 2000].map(severityOf)).toEqual([
    ...["good", "good", "good", "info", "attention", "unknown", "unknown", "unknown", "unknown"],
  ]);
  expect(described("InvokeExternalResource", { Parameters, Results: "Queued" }).severity).toBe("unknown");
});

test("a failure in one line of a block that logs many is the block's", () => {
  const lines = [
    flowLine(1, "keep", "SetAttributes", { Parameters: { Key: "a" }, Results: "Error" }),
    flowLine(2, "keep", "SetAttributes", { Parameters: { Key: "b" }, Results: "true" }),
  ];
  expect(describeFlowLog(contactId, lines, noVendors)).toMatchObject([{ severity: "attention" }]);
});

test.each(["Timeout", "Call failed", "Error", "No answer"])(
  "a transfer to the voice agent that ends with %s is a finding, and the agent had no part",
  async (Results) => {
    const trail = await trailOf(withFlowLog(healthyCall(), [...untilTransfer, transferEnd(Results)]));
    expect(trail.findings).toMatchObject([{ code: "transfer-failed", severity: "bad" }]);
    const cables = new Map(provenCables(trail, voiceProofs).map(({ cable, state }) => [cable, state]));
    expect([cables.get("sip"), cables.get("voice")]).toEqual(["bad", "not-reached"]);
  },
);

test("a transfer that ends with a strange word is told as it is: no proof, no voice agent, no finding", async () => {
  const trail = await trailOf(withFlowLog(healthyCall(), [...untilTransfer, transferEnd("Deferred")]));
  const [start, end] = trail.events.filter(({ block }) => block?.identifier === "transfer-to-voice");
  expect(start).toMatchObject({ severity: "info", title: expect.stringContaining("Transferring") });
  expect(end).toMatchObject({ severity: "unknown", title: expect.stringContaining("“Deferred”") });
  expect(
    provenCables(trail, voiceProofs).filter(({ cable }) => cable === "sip" || cable === "voice"),
  ).toEqual([]);
  expect(trail.findings).toEqual([]);
});

test("a transfer of which only the beginning is logged proves nothing", async () => {
  const trail = await trailOf(withFlowLog(healthyCall(), untilTransfer));
  const cables = new Map(provenCables(trail, voiceProofs).map(({ cable, state }) => [cable, state]));
  expect([cables.get("sip"), cables.get("voice")]).toEqual([undefined, "not-reached"]);
});

test.each([
  ["Transfer", { Queue: "q" }, "Failed"],
  ["StartMediaStreaming", {}, "Error"],
  ["PlayPrompt", {}, "No prompt provided"],
  ["SetQueue", { Queue: "q" }, "Queue not found"],
  ["SetEventHook", {}, "Invalid contact flow"],
  ["GetUserInput", {}, "Error"],
])(
  "a block %s %j that ends with %s is the finding of the error branch",
  async (type, Parameters, Results) => {
    const line = flowLine(20.65, "odd-one", type, { Parameters, Results });
    const trail = await trailOf(withFlowLog(healthyCall(), [...healthyFlowLog, line]));
    expect(trail.findings).toMatchObject([
      { code: "flow-error-branch", cause: expect.stringContaining("odd-one") },
    ]);
  },
);

test("what a caller keyed in stands in no finding", async () => {
  const line = flowLine(20.65, "ask", "StoreUserInput", { Results: "Invalid entry 4111" });
  const trail = await trailOf(withFlowLog(healthyCall(), [...healthyFlowLog, line]));
  expect(trail.findings).toMatchObject([{ code: "flow-error-branch" }]);
  expect(JSON.stringify(trail.findings)).not.toContain("4111");
});

test("a bare value before words of failure isn't shown to a reader, and alone it is named as a result", () => {
  const transfer = (Results: string) =>
    described("Transfer", { Parameters: { Queue: "queue/one" }, Results });
  expect(transfer("false: CallFailed: 403 Forbidden").detail).toBe("CallFailed: 403 Forbidden");
  expect(transfer("false").detail).toBe("Result: false");
  expect(transfer("Queue not found").detail).toBe("Queue not found");
});
