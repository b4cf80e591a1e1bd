import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryFlow } from "@/lib/flows/language/arbitrary-flow";
import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import { mergeFlows } from "./merge-flows";

const say = (text: string, next: string): Block => ({
  type: "MessageParticipant",
  parameters: { Text: text },
  next,
});
const end: Block = { type: "DisconnectParticipant" };
const flowOf = (blocks: Record<string, Block>) =>
  buildFlow<string>({ name: "any", description: "", start: "greet", blocks });

describe("two versions of a flow in one picture", () => {
  test("marks what was added, removed, and changed, also where names contain dots", () => {
    const before = flowOf({ greet: say("Hello", "greet.more"), "greet.more": say("More", "end"), end });
    const after = flowOf({ greet: say("Good evening", "ask"), ask: say("Well?", "end"), end });
    const { flow, marks, differences, general } = mergeFlows(before, after);
    expect(flow.Actions.map(({ Identifier }) => Identifier).sort()).toEqual([
      "ask",
      "end",
      "greet",
      "greet.more",
    ]);
    expect(Object.fromEntries(Object.entries(marks).map(([id, { word }]) => [id, word]))).toEqual({
      greet: "changed",
      ask: "new",
      "greet.more": "gone",
    });
    expect(differences.greet).toContainEqual({
      path: "Parameters.Text",
      before: "Hello",
      after: "Good evening",
    });
    expect(general).toEqual([]);
  });

  test("finds no differences between a flow and itself, and loses no block", () => {
    fc.assert(
      fc.property(arbitraryFlow, arbitraryFlow, (one, other) => {
        expect(mergeFlows(one, one)).toMatchObject({ marks: {}, differences: {}, general: [] });
        const ids = new Set(mergeFlows(one, other).flow.Actions.map(({ Identifier }) => Identifier));
        for (const { Identifier } of [...one.Actions, ...other.Actions]) expect(ids).toContain(Identifier);
      }),
      { numRuns: 40 },
    );
  });
});
