import { describe, expect, it } from "vitest";
import { flowGraph } from "./flow-graph";
import { parseFlowBytes, parseFlowFile } from "./parse-flow-file";

const flow = `{"Version":"2019-10-30","StartAction":"a","Metadata":{"name":"Main","type":"contactFlow"},"Actions":[{"Identifier":"a","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`;

function codeOf(source: string) {
  const read = parseFlowFile(source);
  return read.ok ? "read" : `${read.problem.code}: ${read.problem.sentence}`;
}

describe("parseFlowFile", () => {
  it("keeps the flow byte for byte, also behind a mark, in what wraps it, or in UTF-16", () => {
    const indentation = `  ${flow}\r\n`;
    const wrapped = JSON.stringify({ Name: "Outer", Type: "CUSTOMER_QUEUE", Content: indentation });
    const described = JSON.stringify({
      ContactFlow: { Name: "Outer", Type: "CUSTOMER_QUEUE", Content: flow },
    });
    expect(parseFlowFile(indentation)).toMatchObject({
      ok: true,
      value: { text: indentation, name: "Main" },
    });
    expect(parseFlowFile(`\uFEFF${flow}`)).toMatchObject({
      ok: true,
      value: { text: flow, type: "contactFlow" },
    });
    expect(parseFlowFile(wrapped)).toMatchObject({
      ok: true,
      value: { text: indentation, name: "Outer", type: "CUSTOMER_QUEUE" },
    });
    expect(parseFlowFile(described)).toMatchObject({ ok: true, value: { text: flow } });
    const utf16 = Buffer.from(`\uFEFF${flow}`, "utf16le");
    expect(parseFlowBytes(utf16)).toMatchObject({ ok: true, value: { text: flow } });
    expect(parseFlowBytes(new TextEncoder().encode(flow))).toMatchObject({ ok: true, value: { text: flow } });
  });

  it("says what is wrong with a file that isn't a flow", () => {
    expect(codeOf('{\n  "Actions": [,]\n}')).toBe(
      "flow-not-json: This isn't valid JSON: on line 2, column 15 of the file, a value was expected.",
    );
    expect(codeOf(" \n")).toBe("flow-not-json: The text is empty.");
    expect(codeOf('{"Name":"x","Content":"{"}')).toContain("column 2 of the flow in its Content");
    expect(codeOf('{"modules":[],"version":"1","type":"contactFlow"}')).toContain("flow-old-export");
    expect(codeOf(JSON.stringify({ Content: '{"modules":[]}' }))).toContain("flow-old-export");
    expect(codeOf('{"Version":"2019-10-30","Observations":[]}')).toContain("flow-not-understood");
    expect(codeOf('[1,"flow"]')).toContain("flow-not-understood");
    expect(codeOf(`{"Version":"","StartAction":"","Actions":[{"Identifier":"a"}]}`)).toContain(
      "Actions[0].Type",
    );
    expect(codeOf(`"${"x".repeat(5_000_000)}"`)).toContain("flow-file-too-large");
    expect(parseFlowBytes(new Uint8Array([0x89, 0x50, 0xff]))).toMatchObject({
      ok: false,
      problem: { code: "flow-not-text" },
    });
  });

  it("names keys that stand twice, and the line", () => {
    const twice = flow.replace('"Type":"Disc', '"Type":"Old",\n"Type":"Disc');
    expect(parseFlowFile(twice)).toMatchObject({
      ok: true,
      value: {
        text: twice,
        findings: [{ code: "flow-key-twice", blockId: "a", sentence: expect.stringContaining("line 2") }],
      },
    });
  });

  it("knows a module by its settings, its word for itself, the block that returns from it, and what wraps it", () => {
    const modules = [
      flow.replace("{", '{"Settings":{"InputParameters":[]},'),
      flow.replace('"contactFlow"', '"contactFlowModule"'),
      flow.replace("DisconnectParticipant", "EndFlowModuleExecution"),
      JSON.stringify({ ContactFlowModule: { Name: "m", Content: flow } }),
      JSON.stringify({ Type: "AWS::Connect::ContactFlowModule", Properties: { Content: flow } }),
    ];
    for (const file of modules)
      expect(parseFlowFile(file)).toMatchObject({ ok: true, value: { isModule: true } });
    expect(parseFlowFile(flow)).toMatchObject({ ok: true, value: { isModule: false } });
  });

  const resource = {
    Type: "AWS::Connect::ContactFlow",
    Properties: { Name: "Main", Type: "AGENT_HOLD", Content: flow },
  };
  const state = (...names: string[]) => ({
    terraform_version: "1.9.0",
    resources: names.map((name) => ({
      type: "aws_connect_contact_flow",
      name,
      instances: [{ attributes: { name, type: "CUSTOMER_QUEUE", content: flow } }],
    })),
  });

  it.each([
    ["a CloudFormation resource", resource, "AGENT_HOLD"],
    [
      "a CloudFormation template",
      { Resources: { Flow: resource, Other: { Type: "AWS::S3::Bucket" } } },
      "AGENT_HOLD",
    ],
    ["Terraform's state", state("main"), "CUSTOMER_QUEUE"],
    [
      "its Content written as an object",
      { Name: "Main", Type: "AGENT_HOLD", Content: JSON.parse(flow) },
      "AGENT_HOLD",
    ],
    ["text in text", JSON.stringify(flow), "contactFlow"],
  ])("reads the flow out of %s", (_what, wrapped, type) => {
    const read = parseFlowFile(JSON.stringify(wrapped));
    expect(read).toMatchObject({ ok: true, value: { text: flow, type } });
  });

  it("says what a file with several flows or in another language is, and what to copy out of it", () => {
    expect(codeOf(JSON.stringify(state("main", "night")))).toBe(
      'flow-file-several: The file has 2 flows: "main", "night".',
    );
    expect(codeOf('resource "aws_connect_contact_flow" "main" {\n}')).toContain(
      "flow-in-template: This is a Terraform file",
    );
    expect(codeOf("AWSTemplateFormatVersion: 2010-09-09\nResources: {}")).toContain(
      "This is a CloudFormation template",
    );
  });
});

describe("flowGraph", () => {
  const block = (id: string, type: string, to?: string) => ({
    Identifier: id,
    Type: type,
    Parameters: {},
    Transitions:
      to === undefined ? {} : { NextAction: to, Errors: [{ ErrorType: "NoMatchingError", NextAction: to }] },
  });
  const graphOf = (blocks: object[], ActionMetadata: object = {}) => {
    const read = parseFlowFile(
      JSON.stringify({
        Version: "2019-10-30",
        StartAction: "b0",
        Metadata: { ActionMetadata },
        Actions: blocks,
      }),
    );
    if (!read.ok) throw new Error(read.problem.sentence);
    return flowGraph(read.value.document);
  };

  it("draws a type that it doesn't know in its own words, where its author put it", () => {
    const graph = graphOf([block("b0", "SummonGhost", "b1"), block("b1", "DisconnectParticipant")], {
      b0: { position: { x: 10.5, y: 20 } },
      b1: { Position: { X: 300, Y: 20 } },
    });
    expect(graph).toMatchObject({
      start: "b0",
      nodes: [
        { kind: "Summon Ghost", isKnown: false, position: { x: 10.5, y: 20 } },
        { kind: "Disconnect", isKnown: true, endsHere: true, position: { x: 300, y: 20 } },
      ],
      edges: [{ from: "b0", to: "b1", kind: "next", label: "error" }],
      omittedBlocks: 0,
    });
  });

  it("names what a block does by its parameters, where one type does two things", () => {
    const streaming = (MediaStreamingState: string) => ({
      ...block("b0", "UpdateContactMediaStreamingBehavior"),
      Parameters: { MediaStreamingState, MediaStreamType: "Audio" },
    });
    const kindOf = (state: string) => graphOf([streaming(state)]).nodes[0]?.kind;
    expect([kindOf("Enabled"), kindOf("Disabled")]).toEqual([
      "Start media streaming",
      "Stop media streaming",
    ]);
  });

  it("lays out 500 blocks in one chain without two at one place, and stops at what no one could read", () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, index) =>
        index === length - 1
          ? block(`b${index}`, "DisconnectParticipant")
          : block(`b${index}`, "New", `b${index + 1}`),
      );
    const { nodes, edges } = graphOf(chain(500));
    expect(new Set(nodes.map(({ position }) => `${position.x} ${position.y}`)).size).toBe(500);
    expect(edges).toHaveLength(499);
    expect(graphOf(chain(3_000))).toMatchObject({ omittedBlocks: 2_000 });
  });
});
