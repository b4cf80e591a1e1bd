import { expect, test } from "vitest";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import { flowGraph } from "@/lib/flows/language/flow-graph";
import { maskGraph } from "@/lib/privacy/mask-graph";

const flow: FlowDocument = {
  Version: "2019-10-30",
  StartAction: "compare",
  Metadata: { ActionMetadata: {} },
  Actions: [
    {
      Identifier: "compare",
      Type: "Compare",
      Parameters: { ComparisonValue: "$.CustomerEndpoint.Address" },
      Transitions: {
        NextAction: "say",
        Conditions: [{ NextAction: "say", Condition: { Operator: "Equals", Operands: ["+12065550123"] } }],
        Errors: [{ NextAction: "end", ErrorType: "NoMatchingCondition" }],
      },
    },
    {
      Identifier: "say",
      Type: "MessageParticipant",
      Parameters: { Text: "Call +12065550123 instead" },
      Transitions: { NextAction: "end" },
    },
    { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
  ],
};

test("no number is left in a flow's picture: in what a block says, or in the branch that a caller's number takes", () => {
  const graph = flowGraph(flow);
  expect(graph.edges).toContainEqual(
    expect.objectContaining({ label: expect.stringContaining("+12065550123") }),
  );
  const hidden = maskGraph(graph);
  expect(JSON.stringify(hidden)).not.toContain("5550123");
  expect(hidden.edges.map(({ from, to }) => [from, to])).toEqual(
    graph.edges.map(({ from, to }) => [from, to]),
  );
});
