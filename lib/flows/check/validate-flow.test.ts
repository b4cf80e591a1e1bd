import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryFlow } from "../language/arbitrary-flow";
import type { FlowAction, FlowDocument, FlowTransitions } from "../language/flow-document";
import { parseFlow } from "../language/parse-flow";
import { validateFlow } from "./validate-flow";

const logging: FlowAction = {
  Identifier: "log",
  Type: "UpdateFlowLoggingBehavior",
  Parameters: { FlowLoggingBehavior: "Enabled" },
  Transitions: { NextAction: "a" },
};
const end: FlowAction = { Identifier: "end", Type: "DisconnectParticipant", Transitions: {} };

function flowWith(...actions: FlowAction[]): FlowDocument {
  return { Version: "2019-10-30", StartAction: "log", Metadata: {}, Actions: [logging, ...actions, end] };
}

function block(Type: string, Parameters: Record<string, unknown>, Transitions: FlowTransitions): FlowAction {
  return { Identifier: "a", Type, Parameters, Transitions };
}

const toEnd = { NextAction: "end", Errors: [{ ErrorType: "NoMatchingError", NextAction: "end" }] };
const codesOf = (document: FlowDocument) => validateFlow(document).map(({ code }) => code);
const lambda = (limit: string) =>
  block("InvokeLambdaFunction", { LambdaFunctionARN: "arn:x", InvocationTimeLimitSeconds: limit }, toEnd);

describe("validateFlow", () => {
  it.each([
    [
      "a branch to a block that is not there",
      block("MessageParticipant", { Text: "x" }, { NextAction: "no" }),
      ["branch-to-nowhere", "never-ends"],
    ],
    ["a block after which nothing comes", block("MessageParticipant", { Text: "x" }, {}), ["dead-end"]],
    [
      "a loop that nobody leaves",
      block("MessageParticipant", { Text: "x" }, { NextAction: "a" }),
      ["never-ends"],
    ],
    [
      "a Lambda without an error branch",
      block(
        "InvokeLambdaFunction",
        { LambdaFunctionARN: "arn:x", InvocationTimeLimitSeconds: "8" },
        { NextAction: "end" },
      ),
      ["error-branch-missing"],
    ],
    ["a Lambda that may take nine seconds", lambda("9"), ["parameter-value"]],
    [
      "a Compare with an error that it does not have",
      block(
        "Compare",
        { ComparisonValue: "$.Channel" },
        {
          NextAction: "end",
          Errors: [
            { ErrorType: "NoMatchingCondition", NextAction: "end" },
            { ErrorType: "NoMatchingError", NextAction: "end" },
          ],
        },
      ),
      ["error-branch-refused"],
    ],
    [
      "a prompt with text and SSML",
      block("MessageParticipant", { Text: "x", SSML: "<speak/>" }, toEnd),
      ["parameters-exclude-each-other"],
    ],
    [
      "hours of operation without a closed branch",
      block(
        "CheckHoursOfOperation",
        {},
        {
          ...toEnd,
          Conditions: [{ NextAction: "end", Condition: { Operator: "Equals", Operands: ["True"] } }],
        },
      ),
      ["condition-missing"],
    ],
    [
      "an attribute whose name has a dot",
      block("UpdateContactAttributes", { Attributes: { "a.b": "x" }, TargetContact: "Current" }, toEnd),
      ["attribute-name"],
    ],
    [
      "a client secret as an attribute",
      block(
        "UpdateContactAttributes",
        { Attributes: { clientSecret: "x" }, TargetContact: "Current" },
        toEnd,
      ),
      ["secret-in-flow"],
    ],
    [
      "a token as a flow attribute",
      block("UpdateFlowAttributes", { FlowAttributes: { token: { Value: "x" } } }, toEnd),
      ["secret-in-flow"],
    ],
    [
      "the reference to a secret",
      block("MessageParticipant", { Text: { $secret: "authToken" } }, toEnd),
      ["secret-in-flow"],
    ],
    [
      "a reference with a beginning that is not known",
      block("MessageParticipant", { Text: "$.Weather.today" }, toEnd),
      ["reference-root-unknown"],
    ],
    [
      "an answer read before any Lambda",
      block("MessageParticipant", { Text: "$.External.name" }, toEnd),
      ["external-before-lambda"],
    ],
    ["a type that is not known", block("PlayHologram", {}, toEnd), ["block-type-unknown"]],
  ])("tells of %s", (_what, action, codes) => {
    const findings = validateFlow(flowWith(action));
    // A loop or a branch to nowhere also cuts off the block at the end.
    expect(findings.map(({ code }) => code).filter((code) => code !== "block-unreachable")).toEqual(
      expect.arrayContaining(codes),
    );
    expect(findings.filter(({ blockId }) => blockId === "a").length).toBeGreaterThan(0);
    for (const { sentence, wayOut } of findings) {
      expect(sentence).toMatch(/\.$/);
      expect(wayOut).toMatch(/\.$/);
    }
  });

  it("accepts a reference to a resource that isn't there yet, and Lambda limits from 1 to 8 s", () => {
    const waiting = {
      ...lambda("8"),
      Parameters: { LambdaFunctionARN: { $ref: "f.aliasArn" }, InvocationTimeLimitSeconds: "8" },
    };
    expect(codesOf(flowWith(waiting))).toEqual([]);
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 100 }), (seconds) => {
        const refused = codesOf(flowWith(lambda(String(seconds)))).includes("parameter-value");
        expect(refused).toBe(seconds < 1 || seconds > 8);
      }),
    );
  });

  it("accepts words that only look like secrets", () => {
    const attributes = { secretary: "x", tokenised: "x", monkey: "x", passwordless: "x" };
    expect(
      codesOf(
        flowWith(
          block("UpdateContactAttributes", { Attributes: attributes, TargetContact: "Current" }, toEnd),
        ),
      ),
    ).toEqual([]);
  });

  it("counts blocks, characters and identifiers as Connect does", () => {
    const many = Array.from({ length: 249 }, (_, index) => ({ ...end, Identifier: `b${index}` }));
    expect(codesOf(flowWith(...many))).toContain("flow-too-many-blocks");
    const long = block("MessageParticipant", { Text: "x".repeat(256_000) }, toEnd);
    expect(codesOf(flowWith(long))).toEqual(["flow-too-long"]);
    expect(codesOf(flowWith({ ...end, Identifier: "a(b)" }))).toContain("block-identifier");
    expect(codesOf(flowWith(end))).toContain("block-twice");
  });

  it("refuses the identifiers that Connect's list names, and no other that looks like them", () => {
    const named = (Identifier: string) => {
      const start = { ...logging, Transitions: { NextAction: Identifier } };
      const action = { ...block("MessageParticipant", { Text: "x" }, toEnd), Identifier };
      return codesOf({ ...flowWith(), Actions: [start, action, end] });
    };
    const forbidden = [
      ...["__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString", "hasOwnProperty"],
      ...["isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf"],
    ];
    for (const name of forbidden) expect([name, named(name)]).toEqual([name, ["block-identifier"]]);
    for (const name of ["prototype", "Constructor", "valueof", "__lookupGetter__"]) {
      expect([name, named(name)]).toEqual([name, []]);
    }
  });

  it("finds every disconnected branch, in any flow", () => {
    fc.assert(
      fc.property(arbitraryFlow, fc.nat(), (document, at) => {
        const victim = document.Actions[at % document.Actions.length];
        if (!victim || victim.Type === "DisconnectParticipant") return;
        const cut = document.Actions.map((action) =>
          action === victim
            ? { ...action, Transitions: { ...action.Transitions, NextAction: "gone" } }
            : action,
        );
        const findings = validateFlow({ ...document, Actions: cut });
        expect(findings).toContainEqual(
          expect.objectContaining({ code: "branch-to-nowhere", blockId: victim.Identifier, severity: "bad" }),
        );
      }),
    );
  });
});

describe("parseFlow", () => {
  it("never throws, and says what to do with the designer's old format", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseFlow(text)));
    fc.assert(fc.property(fc.json(), (text) => void parseFlow(text)));
    expect(parseFlow('{"modules":[],"version":"1"}')).toMatchObject({ problem: { code: "flow-old-export" } });
    expect(parseFlow("{")).toMatchObject({ problem: { code: "flow-not-json" } });
    expect(parseFlow("[]")).toMatchObject({ problem: { code: "flow-not-understood" } });
  });
});
