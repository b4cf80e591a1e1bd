import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionTypes } from "./actions/registry";
import { attributesLimitBytes, attributesSizeBytes } from "./call-state";
import type { LambdaRequest, TransferOutcome } from "./flow-world";
import { maxBlocks, runFlow } from "./run-flow";
import { type BlockSketch, fakeCall, fakeWorld, runnable, sketchFlow } from "./testing/fake-world";

const disconnect: BlockSketch = { type: "DisconnectParticipant" };
const transferBlock: BlockSketch = {
  type: "TransferParticipantToThirdParty",
  parameters: {
    ContinueFlowExecution: "True",
    ThirdPartyConnectionTimeLimitSeconds: "60",
    VoiceConnector: {
      VoiceConnectorArn: "arn:vc",
      ToUser: "+12065551118",
      FromUser: "$.CustomerEndpoint.Address",
    },
  },
  next: "after",
  errors: { CallFailed: "failed", ConnectionTimeLimitExceeded: "late", NoMatchingError: "other" },
};

async function pathOf(
  start: string,
  blocks: Record<string, BlockSketch>,
  world = fakeWorld(),
  call = fakeCall(),
) {
  const end = await runFlow(runnable(sketchFlow(start, blocks)), call, world);
  return { how: end.how, path: end.blocks.map(({ identifier }) => identifier) };
}

describe("running a flow", () => {
  it.each<[TransferOutcome, string, string[]]>([
    [{ kind: "third-party-hung-up" }, "flow-disconnect", ["transfer", "after"]],
    [{ kind: "caller-hung-up" }, "caller-hung-up", ["transfer"]],
    [{ kind: "call-failed", detail: "404" }, "flow-disconnect", ["transfer", "failed"]],
    [{ kind: "time-limit-exceeded" }, "flow-disconnect", ["transfer", "late"]],
    [{ kind: "refused", detail: "not associated" }, "flow-disconnect", ["transfer", "other"]],
  ])("continues after a third party only as %j allows", async (outcome, how, path) => {
    const blocks = {
      transfer: transferBlock,
      after: disconnect,
      failed: disconnect,
      late: disconnect,
      other: disconnect,
    };
    const world = fakeWorld({ transfer: async () => outcome });
    expect(await pathOf("transfer", blocks, world)).toEqual({ how, path });
  });

  it("stores a Lambda function's JSON answer as $.External and sets an attribute from it", async () => {
    const requests: LambdaRequest[] = [];
    const call = fakeCall();
    const world = fakeWorld({
      invokeLambda: async (request) => {
        requests.push(request);
        return { kind: "answered", payload: '{"statusCode":200,"body":"{\\"score\\":0.5}"}' };
      },
    });
    await pathOf(
      "call",
      {
        call: {
          type: "InvokeLambdaFunction",
          parameters: {
            LambdaFunctionARN: "arn:aws:lambda:us-east-1:1:function:f:live",
            InvocationTimeLimitSeconds: "8",
            LambdaInvocationAttributes: { contactId: "$.ContactId" },
            ResponseValidation: { ResponseType: "JSON" },
          },
          next: "set",
          errors: { NoMatchingError: "end" },
        },
        set: {
          type: "UpdateContactAttributes",
          parameters: {
            TargetContact: "Current",
            Attributes: { customData: "$.External.body", code: "$.External.statusCode" },
          },
          next: "end",
          errors: { NoMatchingError: "end" },
        },
        end: disconnect,
      },
      world,
      call,
    );
    expect(call.attributes).toEqual({ customData: '{"score":0.5}', code: "200" });
    expect(JSON.parse(requests[0]?.event ?? "")).toMatchObject({
      Name: "ContactFlowEvent",
      Details: { Parameters: { contactId: call.contactId }, ContactData: { Channel: "VOICE" } },
    });
    const logged = world.entries.find(
      ({ ContactFlowModuleType }) => ContactFlowModuleType === "InvokeExternalResource",
    );
    expect(logged).toMatchObject({
      Parameters: { TimeLimit: "8000", ResponseValidation: { ResponseType: "JSON" } },
      ExternalResults: { statusCode: 200 },
    });
  });

  it.each([
    ["an answer of 32 KB", JSON.stringify({ body: "x".repeat(32 * 1024) }), "JSON"],
    ["a number where only strings are allowed", '{"a":1}', "STRING_MAP"],
    ["no JSON", "oops", "JSON"],
    ["a list", "[1]", "JSON"],
  ])("takes the Lambda block's error branch on %s", async (_what, payload, ResponseType) => {
    const world = fakeWorld({ invokeLambda: async () => ({ kind: "answered", payload }) });
    const block: BlockSketch = {
      type: "InvokeLambdaFunction",
      parameters: { LambdaFunctionARN: "arn:f", ResponseValidation: { ResponseType } },
      next: "good",
      errors: { NoMatchingError: "bad" },
    };
    expect((await pathOf("call", { call: block, good: disconnect, bad: disconnect }, world)).path).toEqual([
      "call",
      "bad",
    ]);
    expect(world.entries[0]).toMatchObject({ Results: "The Lambda Function Returned An Error." });
    expect(world.entries[0]).not.toHaveProperty("ExternalResults");
  });

  it("retries a throttled Lambda function three times at most", async () => {
    let attempts = 0;
    const world = fakeWorld({
      invokeLambda: async () => {
        attempts += 1;
        return { kind: "try-again", status: 429 };
      },
    });
    const block: BlockSketch = {
      type: "InvokeLambdaFunction",
      parameters: { LambdaFunctionARN: "arn:f" },
      errors: { NoMatchingError: "end" },
    };
    await pathOf("call", { call: block, end: disconnect }, world);
    expect(attempts).toBe(4);
  });

  it("logs only while the logging block turns it on, under the older names", async () => {
    const world = fakeWorld();
    await pathOf(
      "quiet",
      {
        quiet: { type: "MessageParticipant", parameters: { Text: "unheard by the log" }, next: "on" },
        on: { type: "UpdateFlowLoggingBehavior", parameters: { FlowLoggingBehavior: "Enabled" }, next: "hi" },
        hi: {
          type: "MessageParticipant",
          parameters: { Text: "Hello $.CustomerEndpoint.Address" },
          next: "off",
        },
        off: {
          type: "UpdateFlowLoggingBehavior",
          parameters: { FlowLoggingBehavior: "Disabled" },
          next: "end",
        },
        end: disconnect,
      },
      world,
      fakeCall({ loggingEnabled: false }),
    );
    expect(world.entries.map((entry) => [entry.ContactFlowModuleType, entry.Parameters])).toEqual([
      ["SetLoggingBehavior", { LoggingBehavior: "Enable" }],
      ["PlayPrompt", { TextToSpeechType: "text", Text: "Hello +12065550199", Voice: "Joanna" }],
      ["SetLoggingBehavior", { LoggingBehavior: "Disable" }],
    ]);
  });

  it("takes the error branch of an unknown action type, and reports it", async () => {
    const world = fakeWorld();
    const blocks = {
      odd: { type: "SingASong", next: "good", errors: { NoMatchingError: "bad" } },
      good: disconnect,
      bad: disconnect,
    };
    expect((await pathOf("odd", blocks, world)).path).toEqual(["odd", "bad"]);
    expect(world.entries[0]?.Results).toContain("SingASong");
  });

  it("distinguishes a full queue from one that can't be used", async () => {
    const blocks = (answer: "full" | "closed") =>
      pathOf(
        "set",
        {
          set: { type: "UpdateContactTargetQueue", parameters: { QueueId: "q" }, next: "go" },
          go: {
            type: "TransferContactToQueue",
            errors: { QueueAtCapacity: "full", NoMatchingError: "other" },
          },
          full: disconnect,
          other: disconnect,
        },
        fakeWorld({ enqueue: () => answer }),
      );
    expect((await blocks("full")).path.at(-1)).toBe("full");
    expect((await blocks("closed")).path.at(-1)).toBe("other");
  });

  it("matches text with equal text and a number with none, because AWS doesn't document numbers", async () => {
    const compare = async (statusCode: unknown, operator: string) => {
      const check: BlockSketch = {
        type: "Compare",
        parameters: { ComparisonValue: "$.External.statusCode" },
        conditions: [[operator, "200", "matched"]],
        errors: { NoMatchingCondition: "other" },
      };
      const call = fakeCall({ external: { statusCode } });
      const blocks = { check, matched: disconnect, other: disconnect };
      return (await pathOf("check", blocks, fakeWorld(), call)).path.at(-1);
    };
    expect(await compare("200", "Equals")).toBe("matched");
    expect(await compare(200, "Equals")).toBe("other");
    expect(await compare(200, "TextStartsWith")).toBe("other");
    expect(await compare(200, "NumberGreaterOrEqualTo")).toBe("matched");
  });

  it("loops as often as the block says, each time it is entered", async () => {
    const blocks = {
      loop: {
        type: "Loop",
        parameters: { LoopCount: "3" },
        conditions: [
          ["Equals", "ContinueLooping", "say"],
          ["Equals", "DoneLooping", "end"],
        ] as BlockSketch["conditions"],
      },
      say: { type: "MessageParticipant", parameters: { Text: "again" }, next: "loop" },
      end: disconnect,
    };
    expect((await pathOf("loop", blocks)).path.filter((name) => name === "say")).toHaveLength(3);
  });

  it("sets all attributes of a block or none: past 32 KB it takes the error branch", async () => {
    const setting = async (Attributes: Record<string, string>) => {
      const call = fakeCall({ attributes: { first: "x".repeat(32_000) } });
      const set: BlockSketch = {
        type: "UpdateContactAttributes",
        parameters: { Attributes },
        next: "end",
        errors: { NoMatchingError: "failed" },
      };
      const blocks = { set, end: disconnect, failed: disconnect };
      const { path } = await pathOf("set", blocks, fakeWorld(), call);
      return { path, attributes: call.attributes };
    };
    const before = { first: "x".repeat(32_000) };
    const room = attributesLimitBytes - attributesSizeBytes({ ...before, second: "" });
    const fitting = { second: "é".repeat(Math.floor(room / 2)) + "x".repeat(room % 2) };
    expect(await setting(fitting)).toEqual({ path: ["set", "end"], attributes: { ...before, ...fitting } });
    for (const second of ["é".repeat(2000), `${fitting.second}x`])
      expect(await setting({ small: "", second })).toEqual({ path: ["set", "failed"], attributes: before });
    expect(await setting({ first: "", second: "é".repeat(2000) })).toMatchObject({ path: ["set", "end"] });
  });

  it("sets all flow attributes of a block or none", async () => {
    const call = fakeCall();
    const set: BlockSketch = {
      type: "UpdateFlowAttributes",
      parameters: { FlowAttributes: { good: { Value: "1" }, bad: { Value: 2 } } },
      next: "end",
      errors: { NoMatchingError: "copy" },
    };
    const copy: BlockSketch = {
      type: "UpdateContactAttributes",
      parameters: { Attributes: { seen: "$.FlowAttributes.good" } },
      next: "end",
    };
    const { path } = await pathOf("set", { set, copy, end: disconnect }, fakeWorld(), call);
    expect(path).toEqual(["set", "copy", "end"]);
    expect(call.attributes.seen).toBe("");
  });

  it("ends within bounds and never throws, whatever the flow contains", async () => {
    const names = fc.constantFrom("a", "b", "c", "d", "nowhere", "");
    const text = fc.oneof(
      fc.constantFrom("$.External.a", "$.Attributes['x']", "$.Queue", "True", "3", "$.", "$.__proto__.x"),
      fc.string(),
    );
    const parameters = fc.dictionary(
      fc.constantFrom(
        "Text",
        "QueueId",
        "LambdaFunctionARN",
        "Attributes",
        "FlowAttributes",
        "LoopCount",
        "VoiceConnector",
        "ContactFlowId",
        "ComparisonValue",
        "EventHooks",
        "References",
        "RecordingBehavior",
        "ThirdPartyPhoneNumber",
        "__proto__",
      ),
      fc.oneof(
        text,
        fc.dictionary(fc.string(), fc.oneof(text, fc.dictionary(fc.string(), text))),
        fc.jsonValue(),
      ),
    );
    const sketch = fc.record({
      type: fc.oneof(fc.constantFrom(...actionTypes.keys()), fc.string()),
      parameters,
      next: names,
      errors: fc.dictionary(fc.constantFrom("NoMatchingError", "NoMatchingCondition", "CallFailed"), names),
      conditions: fc.array(fc.tuple(fc.constantFrom("Equals", "NumberLessThan", "Odd"), text, names), {
        maxLength: 3,
      }),
    });
    await fc.assert(
      fc.asyncProperty(sketch, sketch, sketch, sketch, async (a, b, c, d) => {
        const flow = runnable(sketchFlow("a", { a, b, c, d }));
        const world = fakeWorld({
          findFlow: () => flow,
          invokeLambda: async () => ({ kind: "answered", payload: '{"a":{"b":"c"}}' }),
        });
        const end = await runFlow(flow, fakeCall(), world);
        expect(end.blocks.length).toBeLessThanOrEqual(maxBlocks);
      }),
      { numRuns: 150 },
    );
  });
});
