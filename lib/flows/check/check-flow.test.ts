import { describe, expect, it } from "vitest";
import { diffFlowText } from "../compare/diff-flow-text";
import type { KnownTargets } from "../edit/suggest-mapping";
import { type Block, buildFlow } from "../language/build-flow";
import { parseFlowFile } from "../language/parse-flow-file";
import { checkFlow } from "./check-flow";
import { looksRandom } from "./check-secrets";
import { parsePublishProblems } from "./publish-problems";

const queue = "arn:aws:connect:us-east-1:1:instance/i/queue/q";
const end: Block = { type: "DisconnectParticipant" };
const logging: Block = {
  type: "UpdateFlowLoggingBehavior",
  parameters: { FlowLoggingBehavior: "Enabled" },
  next: "first",
};

/** Codes and blocks of what is found, of a flow that is in order but for these blocks. */
function findingsOf(blocks: Record<string, Block>, known?: KnownTargets[]): string[] {
  const document = buildFlow<string>({
    name: "x",
    description: "",
    start: "logging",
    blocks: { logging, ...blocks, end },
  });
  const file = parseFlowFile(JSON.stringify(document));
  if (!file.ok) throw new Error(file.problem.sentence);
  return checkFlow(file.value, known ? { known } : {}).map(({ code, blockId = "" }) =>
    `${code} ${blockId}`.trim(),
  );
}

/** What a tool fills in later. */
const hole = (name: string) => `\${${name}}`;

const queueBlock = (id: string): Block => ({
  type: "UpdateContactTargetQueue",
  parameters: { QueueId: id },
  next: "end",
  errors: { NoMatchingError: "end" },
});

describe("checkFlow", () => {
  it("finds no problems in a valid flow", () => {
    expect(findingsOf({ first: queueBlock(queue) })).toEqual([]);
  });

  it("reports references that don't exist here, and empty ones", () => {
    const has = {
      kind: "queue" as const,
      items: [{ kind: "queue" as const, id: "q", arn: queue, name: "Q" }],
    };
    expect(findingsOf({ first: queueBlock(queue) }, [{ ...has, isComplete: true }])).toEqual([]);
    expect(findingsOf({ first: queueBlock(`${queue}2`) }, [{ ...has, isComplete: true }])).toEqual([
      "reference-unknown first",
    ]);
    expect(findingsOf({ first: queueBlock(`${queue}2`) }, [{ ...has, isComplete: false }])).toEqual([
      "reference-unchecked first",
    ]);
    expect(findingsOf({ first: queueBlock(`\${queue}`) })).toEqual(["reference-placeholder first"]);
    expect(findingsOf({ first: queueBlock(" ") })).toEqual(["reference-empty first"]);
    expect(findingsOf({ first: queueBlock("") })).toEqual(["reference-empty first"]);
  });

  it("names blocks by what they do where their names are random", () => {
    const id = "1089ed3e-fd4e-40de-a7ba-33fa84cc20b6";
    const text = JSON.stringify({
      Version: "2019-10-30",
      StartAction: id,
      Actions: [
        { Identifier: id, Type: "TransferToFlow", Parameters: { ContactFlowId: "" }, Transitions: {} },
      ],
    });
    const file = parseFlowFile(text);
    const sentences = file.ok ? checkFlow(file.value).map(({ sentence }) => sentence) : [];
    expect(sentences[0]).toBe('"Transfer to flow" (1089ed3e) has no flow.');
    expect(sentences.join()).not.toContain(id);
  });

  it("reports an unlimited loop, but not one that is counted or that the caller controls", () => {
    const round = (middle: Block): Record<string, Block> => ({
      first: { type: "MessageParticipant", parameters: { Text: "Again" }, next: "middle" },
      middle,
    });
    const compare: Block = {
      type: "Compare",
      parameters: { ComparisonValue: "$.Attributes.a" },
      when: { again: "first" },
      errors: { NoMatchingCondition: "end" },
    };
    const loop: Block = {
      type: "Loop",
      parameters: { LoopCount: "3" },
      when: { ContinueLooping: "first", DoneLooping: "end" },
    };
    expect(findingsOf(round(compare))).toEqual(["loop-unbounded first"]);
    expect(findingsOf(round(loop))).toEqual([]);
    expect(findingsOf(round({ ...loop, parameters: { LoopCount: "101" } }))).toEqual([
      "parameter-value middle",
    ]);
  });

  it("reports secrets by name and by appearance, attributes that are too large, and limits above AWS's", () => {
    const sets = (name: string, value: string): Record<string, Block> => ({
      first: {
        type: "UpdateContactAttributes",
        parameters: { Attributes: { [name]: value }, TargetContact: "Current" },
        next: "end",
        errors: { NoMatchingError: "end" },
      },
    });
    expect(findingsOf(sets("clientSecret", "$.Attributes.x"))).toEqual(["secret-in-flow first"]);
    expect(findingsOf(sets("note", "q8Zr0VnT4kYw2LxB7mJd"))).toEqual(["secret-like-value first"]);
    expect(findingsOf(sets("note", "ä".repeat(17_000)))).toEqual([
      "attributes-too-large first",
      "text-too-long first",
    ]);
    const transfer: Block = {
      type: "TransferParticipantToThirdParty",
      parameters: {
        ThirdPartyPhoneNumber: "+12065550100",
        ThirdPartyConnectionTimeLimitSeconds: "601",
        ContinueFlowExecution: "True",
      },
      next: "end",
      errors: { CallFailed: "end", NoMatchingError: "end" },
    };
    expect(findingsOf({ first: transfer })).toEqual(["parameter-value first", "error-branch-open first"]);
  });

  it("claims nothing of the log of a flow that comes after another", () => {
    const file = parseFlowFile(
      JSON.stringify({
        Version: "2019-10-30",
        StartAction: "say",
        Actions: [
          {
            Identifier: "say",
            Type: "MessageParticipant",
            Parameters: { Text: "x" },
            Transitions: { NextAction: "e" },
          },
          { Identifier: "e", Type: "EndFlowExecution", Parameters: {}, Transitions: {} },
        ],
      }),
    );
    if (!file.ok) throw new Error(file.problem.sentence);
    const codes = (kind?: "CUSTOMER_WHISPER" | "CONTACT_FLOW") =>
      checkFlow(file.value, { kind }).map(({ code }) => code);
    expect(codes("CUSTOMER_WHISPER")).toEqual([]);
    expect(codes("CONTACT_FLOW")).toEqual(["flow-logging-off", "block-unusual-in-this-flow"]);
  });

  it("reports flow attributes that nothing sets, and references inside of those that are set", () => {
    const set: Block = {
      type: "UpdateFlowAttributes",
      parameters: {
        FlowAttributes: {
          billing: {
            Value: `arn:aws:connect:${hole("R")}:${hole("A")}:instance/${hole("I")}/queue/${hole("Q")}`,
          },
        },
      },
      next: "middle",
      errors: { NoMatchingError: "end" },
    };
    const reads = (name: string): Record<string, Block> => ({
      first: set,
      middle: queueBlock(`$.FlowAttributes.${name}`),
    });
    expect(findingsOf(reads("biling"))).toEqual([
      "reference-placeholder first",
      "flow-attribute-never-set middle",
    ]);
    expect(findingsOf(reads("billing"))).toEqual(["reference-placeholder first"]);
  });

  it("says how to write a number that must be text", () => {
    const file = parseFlowFile(
      JSON.stringify({
        Version: "2019-10-30",
        StartAction: "a",
        Actions: [
          {
            Identifier: "a",
            Type: "InvokeLambdaFunction",
            Parameters: {
              LambdaFunctionARN: "arn:aws:lambda:us-east-1:1:function:f",
              InvocationTimeLimitSeconds: 8,
            },
            Transitions: { NextAction: "a", Errors: [{ ErrorType: "NoMatchingError", NextAction: "a" }] },
          },
        ],
      }),
    );
    const found = file.ok ? checkFlow(file.value) : [];
    expect(found.find(({ code }) => code === "parameter-value")?.wayOut).toBe('Write it as "8".');
  });

  it("measures the text as it is, without indentation", () => {
    const big = (characters: number, space: number) => {
      const first: Block = {
        type: "MessageParticipant",
        parameters: { Text: "x".repeat(30_000) },
        next: "end",
      };
      const blocks = Object.fromEntries(
        Array.from({ length: Math.floor(characters / 30_100) }, (_, i) => [`t${i}`, first]),
      );
      const document = buildFlow<string>({
        name: "x",
        description: "",
        start: "t0",
        blocks: { ...blocks, end },
      });
      const unreached = Object.keys(blocks).map((Identifier) => ({ ...document.Actions[0], Identifier }));
      const file = parseFlowFile(
        `${JSON.stringify({ ...document, Actions: [...unreached, document.Actions.at(-1)] })}${" ".repeat(space)}`,
      );
      if (!file.ok) throw new Error(file.problem.sentence);
      return checkFlow(file.value).map(({ code }) => code);
    };
    expect(big(250_000, 0)).not.toContain("flow-too-long");
    expect(big(250_000, 50_000)).toContain("flow-indentation");
    expect(big(300_000, 0)).toContain("flow-too-long");
  });
});

describe("looksRandom", () => {
  it("tells keys from names and IDs", () => {
    expect(["q8Zr0VnT4kYw2LxB7mJd+w==", "d41d8cd98f00b204e9800998ecf8427e"].map(looksRandom)).toEqual([
      true,
      true,
    ]);
    const names = [
      "st-sandbox-0001",
      "TransferToAgentAndMetadataPassing",
      "a".repeat(40),
      "us-east-1-patchbay-sandbox-2024",
    ];
    expect([...names, "92e56bce-11d6-4f65-a3b5-e1d5f2f19588"].map(looksRandom)).toEqual(Array(5).fill(false));
  });
});

describe("parsePublishProblems", () => {
  it("shows Connect's reasons at their blocks, each once, even without a message", () => {
    const document = buildFlow<string>({
      name: "x",
      description: "",
      start: "logging",
      blocks: { logging, first: queueBlock("q"), end },
    });
    const message = "Invalid Action property value. Path: Actions[1].Parameters.QueueId";
    expect(parsePublishProblems([message, message, "", "Actions[99].Type"], document)).toMatchObject([
      { blockId: "first", path: "Parameters.QueueId", theirWords: message },
      { sentence: "Connect refuses the flow." },
      { path: "Type", sentence: "Connect refuses the flow because of Type." },
    ]);
  });

  it("finds the block in every form in which Connect names one", () => {
    const document = buildFlow<string>({
      name: "x",
      description: "",
      start: "logging",
      blocks: { logging, first: queueBlock("q"), end },
    });
    const forms = [
      "Invalid Action property value. Path: 1.Parameter",
      "Invalid branch. Path: 1.Evaluate",
      "Action is missing required error. Error: NoMatchingError, Path: Actions[1]",
      "Invalid Action error. Error: X, Path: Actions[1].Transitions.Errors[0]",
    ];
    for (const form of forms) {
      expect(parsePublishProblems([form], document)).toMatchObject([{ blockId: "first", theirWords: form }]);
    }
    expect(
      parsePublishProblems(["Empty value in Parameters.Attributes"], document)[0]?.blockId,
    ).toBeUndefined();
  });
});

describe("diffFlowText", () => {
  const before = `{"a":1.50,"list":[${Array.from({ length: 40 }, (_, index) => index).join(",")}],"z":"\\u0041"}`;

  it("shows what differs with some lines around it, whatever the indentation", () => {
    const diff = diffFlowText(before, `${before.replace('"z":"\\u0041"', '"z" : "B"')}\n`);
    expect(diff).toMatchObject({ added: 1, removed: 1, isIdentical: false });
    expect(diff.rows[0]).toEqual({ kind: "fold", lines: 40 });
    expect(diff.rows.filter(({ kind }) => kind !== "same").slice(1)).toEqual([
      { kind: "removed", text: '  "z": "\\u0041"', beforeLine: 45 },
      { kind: "added", text: '  "z": "B"', afterLine: 45 },
    ]);
    expect(diffFlowText(before, before.replaceAll(",", ", "))).toMatchObject({
      added: 0,
      removed: 0,
      isIdentical: false,
    });
    expect(diffFlowText(before, before)).toMatchObject({ rows: [{ kind: "fold" }], isIdentical: true });
  });
});
