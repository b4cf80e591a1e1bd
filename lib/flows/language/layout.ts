import { type Edge, edgesOf } from "./edges";
import type { FlowAction } from "./flow-document";

export interface Position {
  x: number;
  y: number;
}

/** Pixels between blocks in Connect's designer, whose blocks are about 200 wide and grow with their branches. */
const columnWidth = 280;
const rowHeight = 220;
const firstColumn = 200;

export const entryPosition: Position = { x: 0, y: 0 };

/**
 * Places blocks in columns: a block stands right of the farthest block that leads to it, so that a call reads from
 * left to right. In a column, blocks stand in the order of the document. The same flow always gives the same picture.
 */
export function layOut(start: string, actions: readonly FlowAction[]): Map<string, Position> {
  const columns = columnsOf(start, actions);
  const rows = new Map<number, number>();
  const positions = new Map<string, Position>();
  for (const action of actions) {
    const column = columns.get(action.Identifier) ?? 0;
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    positions.set(action.Identifier, { x: firstColumn + column * columnWidth, y: row * rowHeight });
  }
  return positions;
}

/** Longest way from the start to each block, not counting the branches that lead back into a loop. */
function columnsOf(start: string, actions: readonly FlowAction[]): Map<string, number> {
  const forward = forwardEdges(start, actions);
  const columns = new Map<string, number>([[start, 0]]);
  // Blocks in the order in which every block comes after all that lead to it.
  for (const id of forward.order) {
    const column = columns.get(id) ?? 0;
    for (const to of forward.targets.get(id) ?? []) {
      columns.set(to, Math.max(columns.get(to) ?? 0, column + 1));
    }
  }
  return columns;
}

function forwardEdges(start: string, actions: readonly FlowAction[]) {
  const byId = new Map(actions.map((action) => [action.Identifier, action]));
  const targets = new Map<string, string[]>();
  const finished: string[] = [];
  const open = new Set<string>();
  // No recursion: a file that someone brings may be one long chain.
  const stack: { id: string; edges: Edge[] }[] = [];
  const visit = (id: string) => {
    const action = byId.get(id);
    if (!action || targets.has(id)) return;
    targets.set(id, []);
    open.add(id);
    stack.push({ id, edges: edgesOf(action).reverse() });
  };
  visit(start);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const edge = top.edges.pop();
    if (edge === undefined) {
      open.delete(top.id);
      finished.push(top.id);
      stack.pop();
    } else if (!open.has(edge.to) && byId.has(edge.to)) {
      targets.get(top.id)?.push(edge.to);
      visit(edge.to);
    }
  }
  return { order: finished.reverse(), targets };
}
