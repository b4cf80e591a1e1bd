import { expect, test } from "vitest";
import { buildTrail } from "@/lib/contacts/trail/build-trail";
import { contactId, flowLine, healthyFlowLog } from "@/lib/contacts/trail/testing/recorded-account";
import { flowPaths } from "@/lib/trail/flow-path";
import { describeFlowLog } from "./systems/flow-log/source";
import { noVendors } from "./trail-vendor";

function pathsOf(messages: string[]) {
  const events = describeFlowLog(contactId, messages, noVendors);
  const report = { source: "flow-log", title: "Flow log", state: "ok" as const, events, tookMs: 1 };
  return flowPaths(buildTrail(contactId, [report], new Date()));
}

test("a healthy call visits each block once, in the order in which it came to them", () => {
  const [path, ...others] = pathsOf(healthyFlowLog);
  expect(others).toEqual([]);
  const blocks = path?.visits.map(({ blockId }) => blockId) ?? [];
  expect(blocks.slice(0, 3)).toEqual(["logging", "welcome", "transfer-to-voice"]);
  expect(new Set(blocks).size).toBe(blocks.length);
});

test("the end of a transfer belongs to the visit that began it, and colours it", () => {
  const failed = [
    flowLine(0, "transfer", "TransferParticipantToThirdParty", { Parameters: { ToUser: "+12065551118" } }),
    flowLine(9, "transfer", "TransferParticipantToThirdParty", { Results: "false: CallFailed" }),
  ];
  const [path] = pathsOf(failed);
  expect(path?.visits).toMatchObject([{ blockId: "transfer", state: "bad" }]);
  expect(path?.visits[0]?.eventIds).toHaveLength(2);
});

test("a block that runs again in a loop is visited again", () => {
  const [path] = pathsOf([
    flowLine(1, "ask", "PlayPrompt", { Parameters: { Text: "one" } }),
    flowLine(2, "check", "CheckHoursOfOperation", { Results: "false" }),
    flowLine(3, "ask", "PlayPrompt", { Parameters: { Text: "one" } }),
  ]);
  expect(path?.visits.map(({ blockId }) => blockId)).toEqual(["ask", "check", "ask"]);
});

test("a transfer to another flow begins another path", () => {
  const other = JSON.stringify({
    ...JSON.parse(flowLine(5, "greet", "PlayPrompt")),
    ContactFlowId: "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/g",
    ContactFlowName: "After hours",
  });
  const paths = pathsOf([flowLine(1, "logging", "SetLoggingBehavior"), other]);
  expect(paths.map(({ flowName }) => flowName)).toEqual(["CallVoiceAgent", "After hours"]);
});
