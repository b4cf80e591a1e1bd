import { expect, test } from "vitest";
import type { FlowDocument } from "./flow-document";
import { flowGraph } from "./flow-graph";
import { parseFlow } from "./parse-flow";

/** What the picture says on a block of this type. */
function detailOf(Type: string, Parameters: object, metadata: object = {}): string | undefined {
  const flow = {
    Version: "2019-10-30",
    StartAction: "one",
    Metadata: { ActionMetadata: { one: metadata } },
    Actions: [{ Identifier: "one", Type, Parameters, Transitions: {} }],
  };
  const read = parseFlow(JSON.stringify(flow));
  if (!read.ok) throw new Error(read.problem.sentence);
  const document: FlowDocument = read.value;
  return flowGraph(document).nodes[0]?.detail;
}

test.each([
  ["UpdateContactTargetQueue", { QueueId: "$.FlowAttributes.team" }, "→ $.FlowAttributes.team"],
  ["TransferToFlow", { ContactFlowId: "$.Attributes.next" }, "→ $.Attributes.next"],
  ["InvokeLambdaFunction", { LambdaFunctionARN: "$.Attributes.lookup" }, "→ $.Attributes.lookup"],
  ["InvokeFlowModule", { FlowModuleId: "$['Attributes']['module']" }, "→ $['Attributes']['module']"],
  ["CheckHoursOfOperation", { HoursOfOperationId: "$.External.hours" }, "→ $.External.hours"],
  ["MessageParticipant", { PromptId: "$.Attributes.prompt" }, "→ $.Attributes.prompt"],
  [
    "TransferParticipantToThirdParty",
    { ThirdPartyPhoneNumber: "$.External.number", ContinueFlowExecution: "True" },
    "→ $.External.number",
  ],
  [
    "TransferParticipantToThirdParty",
    {
      VoiceConnector: {
        VoiceConnectorArn: "$.Attributes.vc",
        ToUser: "$.Attributes.did",
        FromUser: "$.CustomerEndpoint.Address",
      },
    },
    "→ $.Attributes.vc, → $.Attributes.did",
  ],
  ["UpdateContactEventHooks", { EventHooks: { CustomerQueue: "$.Attributes.hold" } }, "→ $.Attributes.hold"],
  ["UpdateContactCallbackNumber", { CallbackNumber: "$.StoredCustomerInput" }, "→ $.StoredCustomerInput"],
])("a block %s with %j says what it leads to once the call tells", (type, parameters, detail) => {
  expect(detailOf(type, parameters)).toBe(detail);
});

test("the name of what was chosen before isn't shown for a target that has become dynamic", () => {
  const metadata = { parameters: { QueueId: { displayName: "Old queue" } } };
  expect(detailOf("UpdateContactTargetQueue", { QueueId: "$.Attributes.team" }, metadata)).toBe(
    "→ $.Attributes.team",
  );
  const arn = "arn:aws:connect:$['AwsRegion']:111122223333:instance/i/queue/q";
  expect(detailOf("UpdateContactTargetQueue", { QueueId: arn }, metadata)).toBe("Old queue");
});

test("what a block says, sets or compares is no target", () => {
  expect(detailOf("MessageParticipant", { Text: "$.Attributes.greeting" })).toBe("$.Attributes.greeting");
  expect(detailOf("UpdateContactAttributes", { Attributes: { QueueId: "$.External.queue" } })).toBe(
    "QueueId",
  );
  expect(detailOf("Compare", { ComparisonValue: "$.Attributes.a" })).toBe("$.Attributes.a");
});
