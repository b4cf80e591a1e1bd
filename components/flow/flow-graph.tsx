"use client";

import dynamic from "next/dynamic";
import type { FlowGraph as Graph } from "@/lib/flows/language/flow-graph";
import type { BlockMark, FlowVisit } from "./flow-path";
import { SmallGraph } from "./small-graph";
import { wideFrame } from "./wide-frame";

/** The library that pans and zooms is fetched only where a graph is wide. */
const WideGraph = dynamic(() => import("./wide-graph").then((module) => module.WideGraph), {
  ssr: false,
  loading: () => (
    <p className={`${wideFrame} bg-sunk px-3.5 py-4 text-ink-faint`} role="status">
      Drawing the flow…
    </p>
  ),
});

interface FlowGraphProps {
  graph: Graph;
  /** For a screen reader: whose picture this is. */
  label: string;
  /** Where a contact went, in order. */
  path?: readonly FlowVisit[];
  /** What is said of single blocks, by identifier. */
  marks?: Readonly<Record<string, BlockMark>>;
  /** A still picture for a narrow panel; with a path it leaves out what lies far from it. */
  small?: boolean;
  selected?: string | undefined;
  onSelect?: (blockId: string | undefined) => void;
}

/** A flow as a graph, from top to bottom. */
export function FlowGraph({ graph, label, path, marks, small, selected, onSelect }: FlowGraphProps) {
  if (graph.nodes.length === 0) {
    return <p className="px-3.5 py-4 text-ink-faint">This flow has no blocks.</p>;
  }
  if (small) return <SmallGraph graph={graph} label={label} path={path} marks={marks} />;
  return (
    <WideGraph
      graph={graph}
      label={label}
      path={path}
      marks={marks}
      selected={selected}
      onSelect={onSelect}
    />
  );
}
