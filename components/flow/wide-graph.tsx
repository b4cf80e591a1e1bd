"use client";

import "@xyflow/react/dist/base.css";
import {
  Background,
  type Edge,
  MiniMap,
  type Node,
  Panel,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
} from "@xyflow/react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { FlowGraph } from "@/lib/flows/language/flow-graph";
import { type BlockData, BlockNode } from "./block-node";
import { type BranchData, BranchLine } from "./branch-line";
import { type BlockMark, drawPath, type FlowVisit } from "./flow-path";
import { fullSize, layOutPicture } from "./layout-picture";
import { stepFrom } from "./step-from";
import { wideFrame } from "./wide-frame";

interface WideGraphProps {
  graph: FlowGraph;
  label: string;
  path?: readonly FlowVisit[] | undefined;
  marks?: Readonly<Record<string, BlockMark>> | undefined;
  selected?: string | undefined;
  onSelect?: ((blockId: string | undefined) => void) | undefined;
}

const nodeTypes = { block: BlockNode };
const edgeTypes = { branch: BranchLine };
/** Below this, names can't be read: a flow that needs less begins at its start instead of whole. */
const readableZoom = 0.82;
const mapFromBlocks = 30;

/** A flow that can be panned and zoomed. Only visible blocks are rendered, so that five hundred blocks stay smooth. */
export function WideGraph(props: WideGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  );
}

function Graph({ graph, label, path, marks, selected, onSelect }: WideGraphProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [instance, setInstance] = useState<ReactFlowInstance<Node<BlockData>, Edge<BranchData>>>();
  const layout = useMemo(() => layOutPicture(graph, fullSize), [graph]);
  const drawn = useMemo(() => (path ? drawPath(graph, path) : undefined), [graph, path]);

  const nodes = useMemo(
    () =>
      graph.nodes.map(
        (block): Node<BlockData> => ({
          id: block.id,
          type: "block",
          position: layout.blocks.get(block.id) ?? { x: 0, y: 0 },
          width: fullSize.width,
          height: fullSize.height,
          measured: { width: fullSize.width, height: fullSize.height },
          handles: [
            { type: "target", position: Position.Top, x: fullSize.width / 2, y: 0 },
            { type: "source", position: Position.Bottom, x: fullSize.width / 2, y: fullSize.height },
          ],
          data: {
            block,
            isStart: block.id === graph.start,
            isSelected: block.id === selected,
            isTabStop: block.id === (selected ?? graph.start),
            visited: drawn?.blocks.get(block.id),
            isPassedBy: drawn !== undefined && !drawn.blocks.has(block.id),
            mark: marks?.[block.id],
            onSelect,
          },
        }),
      ),
    [graph, layout, drawn, marks, selected, onSelect],
  );
  const edges = useMemo(() => {
    const placed = new Map(layout.branches.map((branch) => [branch.id, branch]));
    return graph.edges.map((branch): Edge<BranchData> => {
      const taken = drawn?.branches.get(branch.id);
      const isBeside = selected === branch.from || selected === branch.to;
      return {
        id: branch.id,
        type: "branch",
        source: branch.from,
        target: branch.to,
        zIndex: taken || isBeside ? 1 : 0,
        data: { branch, placed: placed.get(branch.id), taken, isBeside },
      };
    });
  }, [graph, layout, drawn, selected]);

  useEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    if (!instance || !box?.width) return;
    const fits = Math.min((box.width - 40) / layout.width, (box.height - 56) / layout.height, 1);
    const zoom = Math.max(fits, readableZoom);
    const start = layout.blocks.get(graph.start) ?? { x: 0, y: 0 };
    const isWhole = fits >= readableZoom;
    const middle =
      isWhole || layout.width * zoom <= box.width ? layout.width / 2 : start.x + fullSize.width / 2;
    const top = isWhole ? (box.height - layout.height * zoom) / 2 : 36;
    void instance.setViewport({ x: box.width / 2 - middle * zoom, y: Math.max(top, 30), zoom });
  }, [instance, layout, graph]);

  // A block that was selected elsewhere (a result, the search, an arrow key) may be out of view.
  useEffect(() => {
    const corner = selected === undefined ? undefined : layout.blocks.get(selected);
    const box = frame.current?.getBoundingClientRect();
    if (!instance || !corner || !box) return;
    const { width, height } = fullSize;
    const { x, y, zoom } = instance.getViewport();
    const left = corner.x * zoom + x;
    const top = corner.y * zoom + y;
    const isInSight =
      left >= 0 && top >= 0 && left + width * zoom <= box.width && top + height * zoom <= box.height;
    if (isInSight) return;
    void instance.setCenter(corner.x + width / 2, corner.y + height / 2, {
      zoom: Math.max(zoom, readableZoom),
    });
  }, [instance, layout, selected]);

  /** The arrow keys follow the branches: down to what comes next, up to what came before, sideways along the row. */
  function onKeyDown(event: KeyboardEvent): void {
    const from = selected ?? (event.target as Element).closest("[data-block]")?.getAttribute("data-block");
    const next = from && stepFrom(from, event.key, graph, layout);
    if (!next) {
      if (event.key === "Escape" && selected) onSelect?.(undefined);
      return;
    }
    event.preventDefault();
    onSelect?.(next);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the focused buttons inside.
    <div
      ref={frame}
      onKeyDown={onKeyDown}
      className={`flow-frame ${wideFrame} bg-sunk`}
      data-testid="flow-graph"
    >
      <ReactFlow
        aria-label={label}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={setInstance}
        onPaneClick={() => onSelect?.(undefined)}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        // The wheel alone scrolls the page; with Ctrl or ⌘, or two fingers, it zooms.
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={0.08}
        maxZoom={1.6}
      >
        <Background gap={22} size={1} color="var(--line-strong)" />
        {graph.nodes.length >= mapFromBlocks ? (
          <MiniMap
            pannable
            zoomable
            ariaLabel="Overview map"
            className="hidden sm:block"
            bgColor="var(--panel)"
            maskColor="color-mix(in srgb, var(--sunk) 70%, transparent)"
            nodeColor="var(--unknown)"
            nodeBorderRadius={8}
          />
        ) : null}
        <Panel position="top-right" className="flex gap-1">
          <Button size="small" aria-label="Zoom out" onClick={() => void instance?.zoomOut()}>
            −
          </Button>
          <Button size="small" aria-label="Zoom in" onClick={() => void instance?.zoomIn()}>
            +
          </Button>
          <Button size="small" onClick={() => void instance?.fitView({ padding: 0.06, maxZoom: 1 })}>
            Fit
          </Button>
        </Panel>
      </ReactFlow>
    </div>
  );
}
