import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryFlow } from "../language/arbitrary-flow";
import type { FlowDocument } from "../language/flow-document";
import { parseFlow } from "../language/parse-flow";
import { compareFlows } from "./compare-flows";

/** Another way of writing the same flow: what an editor or AWS may do to it without changing a call. */
function rewrite(document: FlowDocument): FlowDocument {
  const reversed = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, item]) => [key, reversed(item)]),
        )
      : value;
  const text = JSON.stringify({
    Actions: document.Actions.map((action) => ({
      Transitions: {
        Conditions: [],
        ...action.Transitions,
        Errors: [...(action.Transitions?.Errors ?? [])].reverse(),
      },
      Type: action.Type,
      Identifier: action.Identifier,
      Parameters: reversed(action.Parameters),
    })).reverse(),
    Metadata: { entryPointPosition: { x: 7, y: 7 }, Annotations: [{ id: "note" }] },
    StartAction: document.StartAction,
    Version: document.Version,
  });
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(parsed.problem.sentence);
  return parsed.value;
}

describe("compareFlows", () => {
  it("finds no difference between two ways of writing the same flow", () => {
    fc.assert(
      fc.property(arbitraryFlow, (document) => {
        expect(compareFlows(document, rewrite(document))).toEqual([]);
      }),
    );
  });

  it("finds every text that differs, at its block, with both sides", () => {
    fc.assert(
      fc.property(arbitraryFlow, fc.string({ minLength: 1 }), (document, text) => {
        const spoken = document.Actions.find(({ Type }) => Type === "MessageParticipant");
        if (!spoken || spoken.Parameters?.Text === text) return;
        const changed = document.Actions.map((action) =>
          action === spoken ? { ...action, Parameters: { Text: text } } : action,
        );
        expect(compareFlows({ ...document, Actions: changed }, document)).toEqual([
          { path: `${spoken.Identifier}.Parameters.Text`, before: spoken.Parameters?.Text, after: text },
        ]);
      }),
    );
  });

  it("mirrors itself when the sides are changed", () => {
    fc.assert(
      fc.property(arbitraryFlow, arbitraryFlow, (left, right) => {
        const there = compareFlows(left, right);
        const back = compareFlows(right, left);
        expect(back.map(({ path, before, after }) => ({ path, before: after, after: before }))).toEqual(
          there.map(({ path, before, after }) => ({ path, before, after })),
        );
      }),
    );
  });

  it("tells blocks that come and go by what they are, and branches by their name", () => {
    const flow = (Errors: { ErrorType: string; NextAction: string }[], extra = false): FlowDocument => ({
      Version: "2019-10-30",
      StartAction: "q",
      Metadata: {},
      Actions: [
        { Identifier: "q", Type: "TransferContactToQueue", Transitions: { Errors } },
        ...(extra ? [{ Identifier: "end", Type: "DisconnectParticipant" }] : []),
      ],
    });
    expect(compareFlows(flow([{ ErrorType: "QueueAtCapacity", NextAction: "end" }], true), flow([]))).toEqual(
      [
        { path: "end", after: "Disconnect" },
        { path: "q.Transitions.QueueAtCapacity", after: "end" },
      ],
    );
  });
});
