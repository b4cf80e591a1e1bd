import { expect, test } from "vitest";
import type { Severity, TrailEvent } from "@/lib/trail/event";
import { parseAccessLogLine } from "@/lib/trail/systems/api-log/access-log-line";
import { describeApiRequest } from "@/lib/trail/systems/api-log/describe-request";
import { describeRecord } from "@/lib/trail/systems/contact-record/source";
import { describeRequest } from "@/lib/trail/systems/lambda-log/describe-request";
import { parseRequests } from "@/lib/trail/systems/lambda-log/lambda-request";
import { isByeOfVoiceAgent } from "@/lib/trail/systems/sip/sip-events";
import { voiceProofs } from "@/lib/trail/testing/sample-vendors";
import { provenCables } from "./proven-cables";
import {
  type Answers,
  authorizerFunction,
  contactId,
  healthyCall,
  recordedContext,
  storeFunction,
} from "./testing/recorded-account";
import { sipLines, trailOf, withContact, withLogs } from "./testing/recorded-trail";

const cablesOf = (events: TrailEvent[]) =>
  provenCables({ contactId, sources: [], events, uncertain: [], findings: [] }, voiceProofs).map(
    ({ cable, state }) => `${cable} ${state}`,
  );

test.each<[number, Severity]>([
  [200, "good"],
  [204, "good"],
  [302, "unknown"],
  [100, "unknown"],
  [0, "unknown"],
  [799, "unknown"],
  [403, "attention"],
  [500, "bad"],
])("an API's answer %i is %s", (status, severity) => {
  const line = parseAccessLogLine({ at: 0, message: JSON.stringify({ requestId: "r-1", status }) });
  if (!line) throw new Error("the line was not read");
  const event = describeApiRequest(contactId, line, "tied");
  expect(event.severity).toBe(severity);
  expect(event.facts).toEqual({ status });
  if (severity === "unknown") expect(cablesOf([event])).toEqual([]);
});

test("a refusal of API Gateway for another reason than the token is not told as the token's", () => {
  const told = (errorType: string) => {
    const message = JSON.stringify({ requestId: "r-1", status: 403, errorType });
    const line = parseAccessLogLine({ at: 0, message });
    return line && describeApiRequest(contactId, line, "tied").detail;
  };
  expect(told("ACCESS_DENIED")).toContain("token");
  expect(told("WAF_FILTERED")).toBe("API Gateway reports WAF_FILTERED.");
});

const requestId = "77777777-7777-4777-8777-777777777777";
const own = (fields: Record<string, unknown>) => JSON.stringify({ level: "info", requestId, ...fields });
const report = `REPORT RequestId: ${requestId}\tDuration: 12.00 ms\tMemory Size: 256 MB\t`;
const jsonReport = (status: string) =>
  JSON.stringify({
    type: "platform.report",
    record: { requestId, status, metrics: { durationMs: 12 } },
  });

test.each<[string, string[], Severity]>([
  ["came to its end", [own({ message: "Done" }), report], "good"],
  ["came to its end, in Lambda's JSON", [own({ message: "Done" }), jsonReport("success")], "good"],
  ["says 200", [own({ message: "Metadata returned", statusCode: 200 })], "good"],
  ["let a post in", [own({ message: "Post allowed", decision: "allow" })], "good"],
  ["has only begun", [own({ message: "Metadata asked for" })], "unknown"],
  ["says 302", [own({ message: "Moved", statusCode: 302 }), report], "unknown"],
  ["says what is no status", [own({ message: "Moved", statusCode: "soon" }), report], "unknown"],
  ["ended as nobody knows", [own({ message: "Done" }), `${report}Status: parked\t\n`], "unknown"],
  ["ended as nobody knows, in JSON", [jsonReport("parked")], "unknown"],
  ["found nothing", [own({ message: "Metadata returned", statusCode: 404 }), report], "info"],
  ["says 500 at level info", [own({ message: "Done", statusCode: 500 }), report], "attention"],
  ["ran out of time, in JSON", [jsonReport("timeout")], "bad"],
  ["failed, in JSON", [jsonReport("failure")], "bad"],
  ["logged a critical error", [own({ level: "CRITICAL", message: "Lost" }), report], "bad"],
])("a function that %s: %#", (_, messages, severity) => {
  const [request] = parseRequests(messages.map((message, index) => ({ at: index, message })));
  expect(request && describeRequest("lookup", request).severity).toBe(severity);
});

test.each<[string, Severity]>([
  ["CUSTOMER_DISCONNECT", "info"],
  ["TELECOM_PROBLEM", "bad"],
  ["SYSTEM_ERROR", "bad"],
  ["OUTBOUND_ATTEMPT_FAILED", "bad"],
  ["MOVED_TO_ORBIT", "unknown"],
  ["constructor", "unknown"],
])("a contact that ended by %s is %s", (DisconnectReason, severity) => {
  const { events } = describeRecord(contactId, { DisconnectTimestamp: new Date(0), DisconnectReason });
  expect(events).toMatchObject([
    { severity, code: "contact-record.ended", facts: { reason: DisconnectReason } },
  ]);
});

const connectors = [{ id: "vc1", name: "voice" }];
const sipGroup = "/aws/ChimeVoiceConnectorSipMessages/vc1";
const bye = (reason: string) => ({
  at: 19,
  message: JSON.stringify({
    call_id: "one",
    sip_message: [
      "BYE sip:x@3.80.16.21 SIP/2.0",
      "From: <sip:y@3.224.189.218>;tag=them",
      "CSeq: 2 BYE",
      `x-voice-reason: ${reason}`,
      "",
      "",
    ].join("\r\n"),
  }),
});

test.each<[string, Severity]>([
  ["HandedOff", "good"],
  ["HangUp", "good"],
  ["Sabbatical", "unknown"],
  ["InternalError", "attention"],
])("the voice agent's reason %s for its end is %s", async (reason, severity) => {
  const answers = withLogs(healthyCall(), { [sipGroup]: [...sipLines(["200 OK"]), bye(reason)] });
  const trail = await trailOf(answers, { connectors });
  const found = trail.events.find(isByeOfVoiceAgent);
  expect(found).toMatchObject({ severity, facts: { reason } });
});

test("an answer to an INVITE of no class that SIP knows is no answered call", async () => {
  const answers = withLogs(healthyCall(), { [sipGroup]: sipLines(["799 Perhaps"]) });
  const trail = await trailOf(answers, { connectors });
  expect(trail.events.find(({ source }) => source === "sip-messages")?.severity).toBe("unknown");
});

test("an INVITE whose answer is not in the log, or not yet, went neither well nor wrong", async () => {
  const answers = withLogs(healthyCall(), { [sipGroup]: sipLines(["100 Trying"]) });
  const trail = await trailOf(answers, { connectors });
  expect(trail.events.find(({ source }) => source === "sip-messages")?.severity).toBe("unknown");
});

test("an entry of the table without a body proves no post", async () => {
  const item = { contactId: { S: contactId }, storedAt: { S: "2024-03-04T10:00:18.000Z" } };
  const answers: Answers = {
    ...withLogs(healthyCall(), {
      [`/aws/lambda/${storeFunction}`]: [],
      [`/aws/lambda/${authorizerFunction}`]: [],
    }),
    BatchGetItem: () => ({ Responses: { callMetadata: [item] } }),
  };
  const trail = await trailOf(answers);
  expect(trail.events.find(({ source }) => source === "metadata")?.severity).toBe("unknown");
  expect(provenCables(trail, voiceProofs).map(({ cable }) => cable)).not.toContain("store");
});

test("a transfer of which the flow log tells nothing that is known is told by the SIP log", async () => {
  const { context } = recordedContext(healthyCall());
  const gone = withContact(
    withLogs(healthyCall(), { [sipGroup]: sipLines(["100 Trying", "486 Busy Here"]) }),
    { QueueInfo: undefined, AgentInfo: undefined, DisconnectReason: "CONTACT_FLOW_DISCONNECT" },
  );
  const flowLog = `/aws/connect/${context.instanceAlias}`;
  const lines = ["Deferred", undefined].map((Results) =>
    JSON.stringify({
      ContactId: contactId,
      ContactFlowId: "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f",
      ContactFlowModuleType: "TransferParticipantToThirdParty",
      Identifier: "transfer-to-voice",
      Timestamp: "2024-03-04T10:00:01.000Z",
      Parameters: { VoiceConnectorArn: "arn:aws:chime:us-east-1:111122223333:vc/abc" },
      ...(Results && { Results }),
    }),
  );
  for (const message of lines) {
    const answers = withLogs(gone, {
      [sipGroup]: sipLines(["100 Trying", "486 Busy Here"]),
      [flowLog]: [{ at: 1, message }],
    });
    const { findings } = await trailOf(answers, { connectors });
    expect(findings.map(({ code }) => code)).toContain("transfer-failed");
  }
});
