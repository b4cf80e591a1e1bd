import type { FlowGraph } from "@/lib/flows/language/flow-graph";
import type { PictureLayout } from "./layout-picture";

/** Where an arrow key leads from a block; undefined when nowhere. Pure. */
export function stepFrom(
  blockId: string,
  key: string,
  { nodes, edges }: FlowGraph,
  layout: PictureLayout,
): string | undefined {
  const here = layout.blocks.get(blockId);
  if (!here) return undefined;
  switch (key) {
    case "ArrowDown":
      return edges.find(({ from }) => from === blockId)?.to;
    case "ArrowUp":
      return edges.find(({ to }) => to === blockId)?.from;
    case "ArrowLeft":
    case "ArrowRight": {
      const sign = key === "ArrowLeft" ? -1 : 1;
      const inRow = nodes
        .map(({ id }) => ({ id, corner: layout.blocks.get(id) }))
        .filter(({ corner }) => corner !== undefined && corner.y === here.y && (corner.x - here.x) * sign > 0)
        .sort((one, other) => ((one.corner?.x ?? 0) - (other.corner?.x ?? 0)) * sign);
      return inRow[0]?.id;
    }
    default:
      return undefined;
  }
}
