"use client";

import type { Edge, EdgeProps } from "@xyflow/react";
import { memo } from "react";
import type { State } from "@/components/ui/state";
import type { FlowGraphEdge } from "@/lib/flows/language/flow-graph";
import type { PlacedBranch } from "./layout-picture";
import { stateStrokes } from "./small-graph";

export interface BranchData extends Record<string, unknown> {
  branch: FlowGraphEdge;
  placed: PlacedBranch | undefined;
  /** A path goes this way. */
  taken: State | undefined;
  /** One of its ends is chosen. */
  isBeside: boolean;
}

/** One way between two blocks; what leads there only after an error is dashed. */
export const BranchLine = memo(function BranchLine({ data }: EdgeProps<Edge<BranchData>>) {
  if (!data?.placed) return null;
  const { branch, placed, taken, isBeside } = data;
  const stroke = taken ? stateStrokes[taken] : isBeside ? "stroke-accent" : "stroke-unknown";
  return (
    <g data-branch={branch.id}>
      <path
        d={placed.path}
        fill="none"
        className={stroke}
        strokeWidth={taken || isBeside ? 2 : 1.3}
        strokeDasharray={branch.kind === "error" && !taken ? "5 4" : undefined}
      />
      {branch.label && branch.kind !== "next" ? (
        <text
          x={placed.label.x}
          y={placed.label.y}
          textAnchor="middle"
          className="fill-ink-soft stroke-sunk text-2xs [paint-order:stroke] [stroke-linejoin:round] [stroke-width:4px]"
        >
          {branch.label.length > 26 ? `${branch.label.slice(0, 25)}…` : branch.label}
        </text>
      ) : null}
    </g>
  );
});
