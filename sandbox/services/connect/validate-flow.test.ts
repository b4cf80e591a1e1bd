import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sketchFlow } from "../../flow-runner/testing/fake-world";
import { validateFlow } from "./validate-flow";

const all = () => true;
const none = () => false;
const end = { type: "DisconnectParticipant" };

describe("publishing a flow", () => {
  it("accepts a complete one", () => {
    const flow = sketchFlow("hi", {
      hi: {
        type: "MessageParticipant",
        parameters: { Text: "Hello" },
        next: "queue",
        errors: { NoMatchingError: "end" },
      },
      queue: {
        type: "UpdateContactTargetQueue",
        parameters: { QueueId: "$.Attributes.queue" },
        next: "go",
        errors: { NoMatchingError: "end" },
      },
      go: {
        type: "TransferContactToQueue",
        next: "end",
        errors: { QueueAtCapacity: "end", NoMatchingError: "end" },
      },
      end,
    });
    expect(validateFlow(flow, none)).toEqual([]);
  });

  it.each([
    ["an unknown type", { type: "Sing" }, "Invalid Action type. Type: Sing, Path: Actions[0].Type"],
    [
      "a missing error",
      { type: "TransferContactToQueue" },
      "Action is missing required error. Error: QueueAtCapacity, Path: Actions[0]",
    ],
    [
      "a missing parameter",
      { type: "InvokeLambdaFunction", parameters: { InvocationTimeLimitSeconds: "3" }, next: "end" },
      "Action is missing required property. Path: Actions[0].Parameters.LambdaFunctionARN",
    ],
    [
      "a missing next action",
      { type: "MessageParticipant", parameters: { Text: "x" } },
      "Action is missing required property. Path: Actions[0].Transitions.NextAction",
    ],
    [
      "two spoken texts",
      { type: "MessageParticipant", parameters: { Text: "x", SSML: "y" }, next: "end" },
      "Only one of these properties may be defined. Properties: [Text, SSML]",
    ],
    [
      "a dangling target",
      { type: "MessageParticipant", parameters: { Text: "x" }, next: "nowhere" },
      "Invalid Action property value. Path: Actions[0].Transitions.NextAction",
    ],
    [
      "a root that does not exist",
      {
        type: "UpdateContactAttributes",
        parameters: { Attributes: { a: "$.Nonsense.x" } },
        next: "end",
        errors: { NoMatchingError: "end" },
      },
      "Invalid Action property value. Path: Actions[0].Parameters.Attributes.a",
    ],
    [
      "a Lambda of another account",
      {
        type: "InvokeLambdaFunction",
        parameters: { LambdaFunctionARN: "arn:x", InvocationTimeLimitSeconds: "3" },
        next: "end",
      },
      "Invalid Action property value. Path: Actions[0].Parameters.LambdaFunctionARN",
    ],
    [
      "nine seconds for a Lambda",
      {
        type: "InvokeLambdaFunction",
        parameters: { LambdaFunctionARN: "$.FlowAttributes.f", InvocationTimeLimitSeconds: "9" },
        next: "end",
      },
      "Invalid Action property value. Path: Actions[0].Parameters.InvocationTimeLimitSeconds",
    ],
    [
      "an error branch where none may be",
      {
        type: "UpdateFlowLoggingBehavior",
        parameters: { FlowLoggingBehavior: "Enabled" },
        next: "end",
        errors: { NoMatchingError: "end" },
      },
      "Invalid Action error. Error: NoMatchingError, Path: Actions[0]",
    ],
    [
      "conditions where none may be",
      {
        type: "MessageParticipant",
        parameters: { Text: "x" },
        next: "end",
        conditions: [["Equals", "1", "end"]] as [string, string, string][],
      },
      "Action does not support conditions. Path: Actions[0]",
    ],
    [
      "a loop without its way out",
      {
        type: "Loop",
        parameters: { LoopCount: "2" },
        next: "end",
        conditions: [["Equals", "ContinueLooping", "end"]] as [string, string, string][],
      },
      "Action is missing required condition. Condition: DoneLooping, Path: Actions[0]",
    ],
  ])("refuses %s, naming the place", (_what, block, problem) => {
    expect(validateFlow(sketchFlow("block", { block, end }), none)).toContain(problem);
  });

  it("refuses what isn't a flow", () => {
    expect(validateFlow("nonsense", all)).not.toEqual([]);
    expect(validateFlow('{"modules":[]}', all)).not.toEqual([]);
    expect(validateFlow(JSON.stringify({ Version: "1", StartAction: "x", Actions: [] }), all)).toHaveLength(
      2,
    );
  });

  it.each([
    [
      "UpdateContactMediaStreamingBehavior",
      { MediaStreamingState: "Enabled" },
      "AGENT_WHISPER",
      "CUSTOMER_HOLD",
    ],
    ["TransferToFlow", { ContactFlowId: "f" }, "CONTACT_FLOW", "AGENT_WHISPER"],
    ["UpdateContactTargetQueue", { QueueId: "q" }, "QUEUE_TRANSFER", "CUSTOMER_QUEUE"],
    [
      "ShowView",
      { ViewResource: { Id: "v" }, InvocationTimeLimitSeconds: "60" },
      "CONTACT_FLOW",
      "AGENT_WHISPER",
    ],
  ] as const)(
    "%s can only stand in flows of the types that its documentation lists",
    (Type, Parameters, fitting, other) => {
      const Errors = ["NoMatchingError", "NoMatchingCondition", "TimeLimitExceeded"].map((ErrorType) => ({
        ErrorType,
        NextAction: "a",
      }));
      const action = { Identifier: "a", Type, Parameters, Transitions: { NextAction: "a", Errors } };
      const flow = JSON.stringify({ Version: "2019-10-30", StartAction: "a", Actions: [action] });
      const refused = [fitting, other].map((type) =>
        validateFlow(flow, all, type).some((problem) => problem.startsWith("Invalid Action type.")),
      );
      expect(refused).toEqual([false, true]);
    },
  );

  it("never throws and never reports more than 50 problems", () => {
    const action = fc.record({
      Identifier: fc.string(),
      Type: fc.constantFrom("Loop", "Compare", "x"),
      Parameters: fc.jsonValue(),
      Transitions: fc.jsonValue(),
    });
    const flow = fc.record({
      Version: fc.string(),
      StartAction: fc.string(),
      Actions: fc.oneof(fc.array(action, { maxLength: 60 }), fc.jsonValue()),
    });
    fc.assert(
      fc.property(
        fc.oneof(flow, fc.jsonValue()),
        (value) => validateFlow(JSON.stringify(value), none).length <= 50,
      ),
      { numRuns: 300 },
    );
  });
});
