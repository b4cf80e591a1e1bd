import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryFlow } from "@/lib/flows/language/arbitrary-flow";
import { type FlowGraph, flowGraph } from "@/lib/flows/language/flow-graph";
import { fullSize, layOutPicture, smallSize } from "./layout-picture";

const block = (id: string, index: number) => ({
  id,
  index,
  title: id,
  kind: "Play prompt",
  detail: "",
  isKnown: true,
  isReachable: true,
  endsHere: false,
  position: { x: 0, y: 0 },
});
const way = (from: string, to: string) => ({
  id: `${from}→${to}`,
  from,
  to,
  kind: "next" as const,
  label: "",
});

function overlaps(picture: FlowGraph, size: typeof fullSize): string[] {
  const placed = [...layOutPicture(picture, size).blocks];
  return placed.flatMap(([one, at], index) =>
    placed
      .slice(index + 1)
      .filter(
        ([, other]) =>
          Math.abs(other.x - at.x) < size.width - 0.01 && Math.abs(other.y - at.y) < size.height - 0.01,
      )
      .map(([other]) => `${one} over ${other}`),
  );
}

describe("the picture of a flow", () => {
  test("shows every block without overlaps, and every branch", () => {
    fc.assert(
      fc.property(arbitraryFlow, (flow) => {
        const picture = flowGraph(flow);
        for (const size of [fullSize, smallSize]) {
          const layout = layOutPicture(picture, size);
          expect(layout.blocks.size).toBe(picture.nodes.length);
          expect(layout.branches.map(({ id }) => id)).toEqual(picture.edges.map(({ id }) => id));
          expect(overlaps(picture, size)).toEqual([]);
          for (const { x, y } of layout.blocks.values()) {
            expect(x).toBeGreaterThanOrEqual(-0.01);
            expect(x + size.width).toBeLessThanOrEqual(layout.width + 0.01);
            expect(y + size.height).toBeLessThanOrEqual(layout.height + 0.01);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("places a block below all blocks that lead to it, except through a loop's way back", () => {
    const picture: FlowGraph = {
      omittedBlocks: 0,
      start: "ask",
      nodes: ["queue", "ask", "check", "again"].map(block),
      edges: [
        way("ask", "check"),
        way("check", "again"),
        way("again", "ask"),
        way("check", "queue"),
        way("again", "queue"),
      ],
    };
    const { blocks } = layOutPicture(picture, fullSize);
    const rows = ["ask", "check", "again", "queue"].map((id) => blocks.get(id)?.y ?? Number.NaN);
    expect([...rows].sort((one, other) => one - other)).toEqual(rows);
    expect(new Set(rows).size).toBe(4);
  });

  test("lays out five hundred blocks quickly", () => {
    const ids = Array.from({ length: 500 }, (_, index) => `b${index}`);
    const picture: FlowGraph = {
      omittedBlocks: 0,
      start: "b0",
      nodes: ids.map(block),
      edges: ids.flatMap((id, index) => [
        ...(index < 499 ? [way(id, `b${index + 1}`)] : []),
        ...(index % 3 === 0 && index < 440 ? [way(id, `b${index + 40 + (index % 7)}`)] : []),
        ...(index % 50 === 49 ? [way(id, `b${index - 30}`)] : []),
      ]),
    };
    const before = performance.now();
    layOutPicture(picture, fullSize);
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(overlaps(picture, fullSize)).toEqual([]);
  });
});
