import type { FlowGraph } from "@/lib/flows/language/flow-graph";
import { layersOf } from "./layers-of";
import { settleColumns } from "./settle-columns";

/** Pixels of a drawn block and the room around it. */
export interface PictureSize {
  width: number;
  height: number;
  columnGap: number;
  rowGap: number;
}

export const fullSize: PictureSize = { width: 212, height: 54, columnGap: 36, rowGap: 58 };
export const smallSize: PictureSize = { width: 138, height: 34, columnGap: 22, rowGap: 30 };

export interface Point {
  x: number;
  y: number;
}

export interface PlacedBranch {
  id: string;
  /** SVG path, from the lower edge of one block to the upper edge of the other. */
  path: string;
  label: Point;
}

export interface PictureLayout {
  width: number;
  height: number;
  /** Upper left corners, by block. */
  blocks: Map<string, Point>;
  branches: PlacedBranch[];
}

/**
 * Where a long branch runs past a layer: all long branches to one block share one line, so that it reads as a trunk.
 */
const trunkWidth = 10;

/**
 * Places a flow from top to bottom: a block stands under all that lead to it, except by a loop's way back. The same
 * flow always gives the same picture. Pure.
 */
export function layOutPicture({ start, nodes, edges }: FlowGraph, size: PictureSize): PictureLayout {
  const ids = nodes.map(({ id }) => id);
  const { layer, back } = layersOf(start, ids, edges);
  const rowOf = (id: string) => layer.get(id) ?? 0;
  const rows: string[][] = [];
  const put = (row: number, item: string) => {
    rows[row] ??= [];
    rows[row].push(item);
  };
  for (const id of ids) put(rowOf(id), id);

  // The links between neighboring rows, and for each branch the points that it passes.
  const links = new Map<string, [upper: string, lower: string]>();
  const trunks = new Set<string>();
  const passes = new Map<string, string[]>();
  for (const { id, from, to } of edges) {
    if (back.has(id)) continue;
    const via: string[] = [];
    let upper = from;
    for (let row = rowOf(from) + 1; row < rowOf(to); row++) {
      const item = `${to}\u0000${row}`;
      if (!trunks.has(item)) {
        trunks.add(item);
        put(row, item);
      }
      via.push(item);
      links.set(`${upper}\u0000\u0000${item}`, [upper, item]);
      upper = item;
    }
    links.set(`${upper}\u0000\u0000${to}`, [upper, to]);
    passes.set(id, via);
  }

  const widthOf = (item: string) => (trunks.has(item) ? trunkWidth : size.width);
  const middles = settleColumns(rows, [...links.values()], widthOf, size.columnGap);
  const step = size.height + size.rowGap;
  const topOf = (id: string) => rowOf(id) * step;
  const middleOf = (item: string) => middles.get(item) ?? 0;
  const rightmost = Math.max(size.width, ...ids.map((id) => middleOf(id) + size.width / 2));

  const leaving = new Map<string, string[]>();
  for (const { id, from } of edges) if (!back.has(id)) push(leaving, from, id);
  const targetOf = new Map(edges.map(({ id, to }) => [id, to]));
  const firstStop = (id: string) => middleOf(passes.get(id)?.[0] ?? targetOf.get(id) ?? "");
  for (const list of leaving.values()) list.sort((one, other) => firstStop(one) - firstStop(other));

  let loops = 0;
  const placed = edges.map(({ id, from, to }): PlacedBranch => {
    if (back.has(id)) {
      loops += 1;
      return loopBack(id, { from, to, turnX: rightmost + 12 + loops * 14 }, { middleOf, topOf, size });
    }
    const siblings = leaving.get(from) ?? [id];
    const share = (siblings.indexOf(id) + 1) / (siblings.length + 1);
    const begin = {
      x: middleOf(from) + (share - 0.5) * size.width * 0.8,
      y: topOf(from) + size.height,
    };
    let path = `M${at(begin)}`;
    let last = begin;
    for (const [index, item] of (passes.get(id) ?? []).entries()) {
      const top = { x: middleOf(item), y: (rowOf(from) + 1 + index) * step };
      path += `${curve(last, top)}V${round(top.y + size.height)}`;
      last = { x: top.x, y: top.y + size.height };
    }
    const end = { x: middleOf(to), y: topOf(to) };
    path += curve(last, end);
    const towards = passes.get(id)?.length ? firstStop(id) : end.x;
    const lean = Math.max(-26, Math.min(26, (towards - begin.x) * 0.2));
    return { id, path, label: { x: begin.x + lean, y: begin.y + 16 + (siblings.indexOf(id) % 2) * 11 } };
  });

  return {
    width: rightmost + (loops > 0 ? 24 + loops * 14 : 0),
    height: rows.length * step - size.rowGap,
    blocks: new Map(ids.map((id) => [id, { x: middleOf(id) - size.width / 2, y: topOf(id) }])),
    branches: placed,
  };
}

interface Places {
  middleOf(item: string): number;
  topOf(id: string): number;
  size: PictureSize;
}

/** A loop's way back: out at the right, up beside everything, and in at the right. */
function loopBack(
  id: string,
  { from, to, turnX }: { from: string; to: string; turnX: number },
  { middleOf, topOf, size }: Places,
): PlacedBranch {
  const begin = { x: middleOf(from) + size.width / 2, y: topOf(from) + size.height * 0.7 };
  const end = { x: middleOf(to) + size.width / 2, y: topOf(to) + size.height * 0.3 };
  const path = `M${at(begin)}C${round(turnX)} ${round(begin.y)} ${round(turnX)} ${round(begin.y)} ${round(turnX)} ${round((begin.y + end.y) / 2)}S${round(turnX)} ${round(end.y)} ${at(end)}`;
  return { id, path, label: { x: begin.x + 8, y: begin.y - 5 } };
}

function curve(from: Point, to: Point): string {
  const half = (to.y - from.y) / 2;
  return `C${round(from.x)} ${round(from.y + half)} ${round(to.x)} ${round(to.y - half)} ${at(to)}`;
}

function push(map: Map<string, string[]>, key: string, item: string): void {
  map.set(key, [...(map.get(key) ?? []), item]);
}

const round = (value: number) => Math.round(value * 10) / 10;
const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;
