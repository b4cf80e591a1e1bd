import { expect, test } from "vitest";
import {
  type Answers,
  answerLogs,
  awsError,
  flowLine,
  healthyCall,
  healthyFlowLog,
  healthyLogs,
  retrieveFunction,
  storeFunction,
} from "../testing/recorded-account";
import {
  alone,
  sipLines,
  trailOf,
  transferEnd,
  untilTransfer,
  withContact,
  withFlowLog,
} from "../testing/recorded-trail";

const connectors = [{ id: "vc1", name: "voice" }];
const sipGroup = "/aws/ChimeVoiceConnectorSipMessages/vc1";
const noPost: Answers = { ...healthyCall(), BatchGetItem: () => ({ Responses: {} }) };
const noLambdas = { [`/aws/lambda/${storeFunction}`]: [], [`/aws/lambda/${retrieveFunction}`]: [] };

test.each([
  ["403 Forbidden", "address-refused", 403],
  ["404 Not Found", "number-unknown", 404],
  ["486 Busy Here", "busy", 486],
  ["488 Not Acceptable Here", "media-refused", 488],
  ["503 Service Unavailable", "far-side-failed", 503],
  ["480 Temporarily Unavailable", "timed-out", 480],
])("a transfer that was answered with %s says so", async (answer, reason, status) => {
  const answers = withFlowLog(healthyCall(), [...untilTransfer, transferEnd("false: CallFailed")], {
    [sipGroup]: sipLines(["100 Trying", answer]),
  });
  const trail = await trailOf(answers, { connectors });
  expect(trail.findings).toMatchObject([{ code: "transfer-failed", facts: { reason, status } }]);
  expect(trail.findings[0]?.evidence).toContain("sip-messages:one:0");
});

test("an INVITE that nobody answered is a time-out, and one that was answered is healthy", async () => {
  const silent = withFlowLog(
    healthyCall(),
    [...untilTransfer, transferEnd("false: ConnectionTimeLimitExceeded")],
    { [sipGroup]: sipLines([]) },
  );
  expect((await trailOf(silent, { connectors })).findings).toMatchObject([
    { code: "transfer-failed", facts: { reason: "timed-out" } },
  ]);
  const answered = withFlowLog(healthyCall(), healthyFlowLog, { [sipGroup]: sipLines(["200 OK"]) });
  expect((await trailOf(answered, { connectors })).findings).toEqual([]);
});

test("a caller who hangs up during the transfer is told as that alone, also when no log names it", async () => {
  const gone = withContact(noPost, alone("CUSTOMER_DISCONNECT"));
  for (const log of [untilTransfer, [...untilTransfer, transferEnd("The customer disconnected.")]]) {
    const trail = await trailOf(withFlowLog(gone, log, noLambdas));
    expect(trail.findings).toMatchObject([{ code: "caller-hung-up", severity: "attention" }]);
  }
});

test("a flow that does not go on after the voice agent is a finding", async () => {
  const gone = withContact(noPost, alone("THIRD_PARTY_DISCONNECT"));
  const answers = withFlowLog(gone, [...untilTransfer, transferEnd("true")], noLambdas);
  // Also of a vendor that has no hop of its own: all that is known of its part is the transfer's.
  for (const more of [{}, { vendors: [] }])
    expect((await trailOf(answers, more)).findings).toMatchObject([
      { code: "flow-not-resumed", severity: "bad" },
    ]);
});

test.each(["TELECOM_PROBLEM", "EXPIRED", "SYSTEM_ERROR"])(
  "a contact that ended by %s is a finding",
  async (DisconnectReason) => {
    const trail = await trailOf(withContact(healthyCall(), { DisconnectReason }));
    expect(trail.findings).toMatchObject([
      { code: "call-cut-off", severity: "bad", facts: { reason: DisconnectReason } },
    ]);
    const strange = await trailOf(withContact(healthyCall(), { DisconnectReason: "MOVED_TO_ORBIT" }));
    expect(strange.findings).toEqual([]);
  },
);

test("a block that fails is an error branch; closed hours are an answer", async () => {
  const failed = flowLine(20.65, "set-queue", "SetQueue", { Parameters: { Queue: "q" }, Results: "false" });
  const closed = flowLine(20.65, "hours", "CheckHoursOfOperation", { Results: "false" });
  expect((await trailOf(withFlowLog(healthyCall(), [...healthyFlowLog, failed]))).findings).toMatchObject([
    { code: "flow-error-branch", facts: { block: "set-queue", blockType: "SetQueue" } },
  ]);
  expect((await trailOf(withFlowLog(healthyCall(), [...healthyFlowLog, closed]))).findings).toEqual([]);
});

test("a flow that ends at a block which leads nowhere is a dead end; one that ends the call itself is not", async () => {
  const ended = withContact(noPost, alone("CONTACT_FLOW_DISCONNECT"));
  const log = healthyFlowLog.filter((line) => /logging|welcome/.test(line));
  const dead = await trailOf(withFlowLog(ended, log, noLambdas));
  expect(dead.findings).toMatchObject([
    { code: "flow-dead-end", facts: { block: "welcome", isChanged: false } },
  ]);
  const goodbye = await trailOf(withFlowLog(ended, [...log, flowLine(1, "bye", "Disconnect")], noLambdas));
  expect(goodbye.findings).toEqual([]);
});

test("a missing group of a function that worked is a finding; of one that did not, none", async () => {
  const { [`/aws/lambda/${retrieveFunction}`]: _, ...groups } = healthyLogs();
  const used = await trailOf({ ...healthyCall(), FilterLogEvents: answerLogs(groups) });
  expect(used.findings).toMatchObject([
    { code: "log-group-missing", facts: { sources: [`lambda-log:${retrieveFunction}`] } },
  ]);
  const { [`/aws/lambda/${storeFunction}`]: __, ...others } = healthyLogs();
  const unused = withContact(
    { ...noPost, FilterLogEvents: answerLogs({ ...others, "/aws/connect/patchbay-sandbox": [] }) },
    alone("CUSTOMER_DISCONNECT"),
  );
  expect((await trailOf(unused)).findings.map(({ code }) => code)).toEqual(["flow-logging-off"]);
});

test("a missing group of a connector that the call didn't go through is no finding", async () => {
  const two = [...connectors, { id: "vc2", name: "other" }];
  const answers = (groups: Parameters<typeof answerLogs>[0]) => ({
    ...healthyCall(),
    FilterLogEvents: answerLogs({ ...healthyLogs(), ...groups }),
  });
  const logged = answers({ [sipGroup]: sipLines(["100 Trying", "200 OK"]) });
  expect((await trailOf(logged, { connectors: two })).findings).toEqual([]);
  expect((await trailOf(answers({}), { connectors: two })).findings).toMatchObject([
    { code: "log-group-missing", facts: { sources: ["sip-messages", "sip-messages:other"] } },
  ]);
});

test("sources that may not be read are one finding, which names the action", async () => {
  const trail = await trailOf({
    ...healthyCall(),
    GetContactAttributes: () => {
      throw awsError(
        "AccessDeniedException",
        "User is not authorized to perform: connect:GetContactAttributes",
      );
    },
  });
  expect(trail.findings).toMatchObject([
    { code: "source-not-readable", facts: { actions: ["connect:GetContactAttributes"] } },
  ]);
});
