import { describe, expect, test } from "vitest";
import { buildFlow } from "@/lib/flows/language/build-flow";
import { flowGraph } from "@/lib/flows/language/flow-graph";
import { drawPath, nearPath, shortenPath } from "./flow-path";

const graph = flowGraph(
  buildFlow({
    name: "any",
    description: "",
    start: "greet",
    blocks: {
      greet: { type: "MessageParticipant", parameters: { Text: "Hello" }, next: "look" },
      look: {
        type: "InvokeLambdaFunction",
        parameters: { LambdaFunctionARN: "arn:aws:lambda:us-east-1:111122223333:function:look" },
        next: "known",
        errors: { NoMatchingError: "unknown" },
      },
      known: { type: "MessageParticipant", parameters: { Text: "Known" }, next: "far" },
      unknown: { type: "MessageParticipant", parameters: { Text: "Unknown" }, next: "greet" },
      far: { type: "MessageParticipant", parameters: { Text: "Far" }, next: "end" },
      end: { type: "DisconnectParticipant" },
    },
  }),
);
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 4, 9, 40, 2) + seconds * 1_000).toISOString();

describe("a contact's path on a flow", () => {
  test("numbers the blocks in order, including those visited twice, with the time since the first", () => {
    const { blocks, branches } = drawPath(graph, [
      { blockId: "greet", at: at(0) },
      { blockId: "look", at: at(1.4), state: "bad" },
      { blockId: "unknown", at: at(3.5) },
      { blockId: "greet", at: at(4) },
    ]);
    expect(blocks.get("greet")).toMatchObject({ places: [1, 4], state: "good" });
    expect(blocks.get("look")).toMatchObject({ places: [2], state: "bad", when: "+1.4 s" });
    expect(blocks.has("known")).toBe(false);
    const taken = graph.edges.filter(({ id }) => branches.has(id)).map(({ from, to }) => `${from} ${to}`);
    expect(taken.sort()).toEqual(["greet look", "look unknown", "unknown greet"]);
    const error = graph.edges.find(({ from, to }) => from === "look" && to === "unknown");
    expect(branches.get(error?.id ?? "")).toBe("attention");
  });

  test("leaves out of the small picture what is far from the path", () => {
    const near = nearPath(graph, [
      { blockId: "greet", at: at(0) },
      { blockId: "look", at: at(1) },
    ]);
    expect(near.nodes.map(({ id }) => id).sort()).toEqual(["greet", "known", "look", "unknown"]);
    expect(near.edges.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
      "greet look",
      "look known",
      "look unknown",
      "unknown greet",
    ]);
  });

  test("draws a path that looped for hours like its few distinct steps", () => {
    const circle = ["greet", "look", "unknown"] as const;
    const visits = Array.from({ length: 3_000 }, (_, index) => ({
      blockId: circle[index % 3] ?? "greet",
      at: at(index),
      ...(index === 1_501 && { state: "bad" as const }),
    }));
    const short = shortenPath(graph, [...visits, { blockId: "not-in-the-flow", at: at(3_000) }]);
    expect(short.length).toBeLessThan(10);
    const [whole, drawn] = [drawPath(graph, visits), drawPath(graph, short)];
    expect(drawn.branches).toEqual(whole.branches);
    const summary = (path: typeof whole) =>
      [...path.blocks].map(([id, { state, when, places }]) => ({ id, state, when, first: places[0] }));
    expect(summary(drawn)).toEqual(summary(whole));
  });
});
