"use client";

import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { State } from "@/components/ui/state";
import type { FlowGraph, FlowGraphNode } from "@/lib/flows/language/flow-graph";
import { type BlockMark, drawPath, type FlowVisit, nearPath, type VisitedBlock } from "./flow-path";
import { layOutPicture, type Point, smallSize } from "./layout-picture";

interface SmallGraphProps {
  graph: FlowGraph;
  label: string;
  path?: readonly FlowVisit[] | undefined;
  marks?: Readonly<Record<string, BlockMark>> | undefined;
  /** Where a block leads on this page, by identifier. */
  links?: Readonly<Record<string, string>>;
}

/** Below this size, block names aren't readable, so the picture scrolls instead. */
const smallestScale = 0.85;

const margin = { side: 6, top: 16, bottom: 6 };

export const stateStrokes: Record<State, string> = {
  good: "stroke-good",
  attention: "stroke-attention",
  bad: "stroke-bad",
  unknown: "stroke-unknown",
  accent: "stroke-accent",
};

/** A still picture of a flow for a narrow panel. What the colors say stands in the text of each block, too. */
export function SmallGraph({ graph, label, path, marks, links }: SmallGraphProps) {
  // The server knows only UTC: it draws that, and the browser corrects it at once.
  const [isHere, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  const { shown, layout } = useMemo(() => {
    const near = path && path.length > 0 ? nearPath(graph, path) : graph;
    return { shown: near, layout: layOutPicture(near, smallSize) };
  }, [graph, path]);
  const drawn = useMemo(
    () => (path ? drawPath(shown, path, isHere ? undefined : "UTC") : undefined),
    [shown, path, isHere],
  );
  const width = layout.width + 2 * margin.side;
  const height = layout.height + margin.top + margin.bottom;
  const box = useRef<HTMLDivElement>(null);
  const middle = useMemo(() => middleOf(path, layout.blocks), [path, layout]);
  useEffect(() => {
    const frame = box.current;
    if (!frame || middle === undefined) return;
    const scale = frame.scrollWidth / width;
    frame.scrollLeft = (middle + margin.side) * scale - frame.clientWidth / 2;
  }, [middle, width]);
  return (
    <div ref={box} className="scroll-shade scroll-shade-panel" tabIndex={path ? 0 : undefined}>
      <svg
        viewBox={`${-margin.side} ${-margin.top} ${width} ${height}`}
        width={width}
        height={height}
        // Links inside would be out of a screen reader's reach in an image.
        role={links ? "group" : "img"}
        aria-label={label}
        className="mx-auto block h-auto max-w-full"
        style={path ? { minWidth: width * smallestScale } : undefined}
        data-testid="small-flow"
      >
        {layout.branches.map(({ id, path: line }) => {
          const taken = drawn?.branches.get(id);
          return (
            <path
              key={id}
              d={line}
              fill="none"
              className={taken ? stateStrokes[taken] : "stroke-line-strong"}
              strokeWidth={taken ? 2.2 : 1.1}
            />
          );
        })}
        {shown.nodes.map((block) => {
          const corner = layout.blocks.get(block.id);
          if (!corner) return null;
          return (
            <Linked key={block.id} href={links?.[block.id]}>
              <SmallBlock
                block={block}
                corner={corner}
                visited={drawn?.blocks.get(block.id)}
                isPassedBy={drawn !== undefined && !drawn.blocks.has(block.id)}
                mark={marks?.[block.id]}
              />
            </Linked>
          );
        })}
      </svg>
    </div>
  );
}

/** Where the way that was taken lies from left to right, so that a picture that scrolls begins there. */
function middleOf(
  path: readonly FlowVisit[] | undefined,
  blocks: ReadonlyMap<string, Point>,
): number | undefined {
  const corners = (path ?? []).flatMap(({ blockId }) => blocks.get(blockId) ?? []);
  if (corners.length === 0) return undefined;
  const sides = corners.map(({ x }) => x);
  return (Math.min(...sides) + Math.max(...sides) + smallSize.width) / 2;
}

function Linked({ href, children }: { href: string | undefined; children: ReactNode }) {
  return href === undefined ? (
    children
  ) : (
    // The way in words has the same links: the Tab key comes to the picture once, and scrolls it.
    <a href={href} tabIndex={-1} className="[&:hover_rect]:fill-hover">
      {children}
    </a>
  );
}

interface SmallBlockProps {
  block: FlowGraphNode;
  corner: Point;
  visited: VisitedBlock | undefined;
  /** A path is drawn, and it doesn't come here. */
  isPassedBy: boolean;
  mark: BlockMark | undefined;
}

function SmallBlock({ block, corner: { x, y }, visited, isPassedBy, mark }: SmallBlockProps) {
  const state = visited?.state ?? mark?.state;
  const { width, height } = smallSize;
  const title = visited ? `${visited.places.join(", ")} ${block.title}` : block.title;
  return (
    <g data-block={block.id} data-visited={visited ? "true" : undefined}>
      <title>
        {[block.title, block.kind, block.detail, visited?.when, mark?.word, isPassedBy ? "not taken" : ""]
          .filter(Boolean)
          .join(" · ")}
      </title>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx="7"
        className={`fill-panel ${state ? stateStrokes[state] : "stroke-line-strong"}`}
        strokeWidth={state ? 1.6 : 1}
        strokeDasharray={block.isKnown ? undefined : "4 3"}
      />
      <text
        x={x + 10}
        y={y + height / 2 + 4}
        className={`text-2xs ${isPassedBy ? "fill-ink-faint" : "fill-ink"}`}
      >
        {title.length > 21 ? `${title.slice(0, 20)}…` : title}
      </text>
      {visited ? (
        <text x={x + width} y={y - 4} textAnchor="end" className="fill-ink-faint text-2xs tabular-nums">
          {visited.when}
        </text>
      ) : null}
    </g>
  );
}
