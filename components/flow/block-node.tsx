"use client";

import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { type State, StateMark } from "@/components/ui/state";
import type { FlowGraphNode } from "@/lib/flows/language/flow-graph";
import type { BlockMark, VisitedBlock } from "./flow-path";

export interface BlockData extends Record<string, unknown> {
  block: FlowGraphNode;
  isStart: boolean;
  isSelected: boolean;
  /** The one that Tab comes to; from there, the arrow keys lead on. */
  isTabStop: boolean;
  visited: VisitedBlock | undefined;
  /** A path is drawn, and it doesn't come here. */
  isPassedBy: boolean;
  mark: BlockMark | undefined;
  onSelect: ((blockId: string | undefined) => void) | undefined;
}

const borders: Record<State, string> = {
  good: "border-good",
  attention: "border-attention",
  bad: "border-bad",
  unknown: "border-line-strong",
  accent: "border-accent",
};

/** A block: its name, what it does, and its marks. */
export const BlockNode = memo(function BlockNode({ data }: NodeProps<Node<BlockData>>) {
  const { block, isStart, isSelected, isTabStop, visited, isPassedBy, mark, onSelect } = data;
  const button = useRef<HTMLButtonElement>(null);
  // Arrow keys can select a block that was only just rendered, so the focus follows.
  useEffect(() => {
    if (isSelected && document.activeElement?.closest(".flow-frame")) button.current?.focus();
  }, [isSelected]);
  const state = visited?.state ?? mark?.state;
  const words = [
    block.kind === block.title ? "" : block.kind,
    block.detail,
    block.isKnown ? "" : "not interpreted",
    block.isReachable ? "" : "unreachable",
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <>
      <Handle type="target" position={Position.Top} className="invisible" />
      {isStart ? (
        <span
          className="absolute -top-7 left-1/2 flex -translate-x-1/2 flex-col items-center"
          aria-hidden="true"
        >
          <span className="text-2xs text-ink-faint">start</span>
          <span className="flex size-3 items-center justify-center rounded-full border border-line-strong bg-panel">
            <span className="size-1.5 rounded-full bg-ink" />
          </span>
        </span>
      ) : null}
      {visited ? (
        <span className="absolute -top-4.5 right-0 text-2xs text-ink-faint tabular-nums">{visited.when}</span>
      ) : null}
      <button
        ref={button}
        type="button"
        onClick={() => onSelect?.(block.id)}
        aria-pressed={isSelected}
        tabIndex={isTabStop ? 0 : -1}
        data-block={block.id}
        title={`${block.title}\n${words}`}
        className={classNames(
          "pointer-events-auto flex size-full flex-col justify-center rounded-panel border bg-panel px-3 py-1 text-left hover:bg-hover",
          state ? `border-[1.6px] ${borders[state]}` : "border-line-strong",
          !block.isKnown && "border-dashed",
          isSelected && "outline-2 outline-offset-2 outline-accent",
        )}
      >
        <span className="flex w-full items-center gap-1.5">
          {mark && !visited ? <StateMark state={mark.state} title={mark.word} /> : null}
          <span className={classNames("min-w-0 flex-1 truncate font-medium", isPassedBy && "text-ink-faint")}>
            {visited ? `${visited.places.join(", ")} ` : ""}
            {block.title}
          </span>
          {mark ? <span className="shrink-0 text-2xs text-ink-soft">{mark.word}</span> : null}
        </span>
        {words ? (
          <span
            className={classNames("w-full truncate text-xs", isPassedBy ? "text-ink-faint" : "text-ink-soft")}
          >
            {words}
          </span>
        ) : null}
      </button>
      <Handle type="source" position={Position.Bottom} className="invisible" />
    </>
  );
});
