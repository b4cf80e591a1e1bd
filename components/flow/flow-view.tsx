"use client";

import { type ReactNode, useMemo, useState } from "react";
import { Panel, PanelHeader } from "@/components/ui/panel";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import type { FlowFinding } from "@/lib/flows/language/flow-finding";
import { flowGraph } from "@/lib/flows/language/flow-graph";
import { BlockDetails } from "./block-details";
import { FindBlock } from "./find-block";
import { FindingsPanel } from "./findings-panel";
import { FlowGraph } from "./flow-graph";
import { marksOfFindings } from "./marks-of-findings";

interface FlowViewProps {
  flow: FlowDocument;
  label: string;
  findings: readonly FlowFinding[];
  /** Identifier of the block that is chosen at first; one that the flow doesn't have is none. */
  block?: string | undefined;
  /** Beside the graph while no block is chosen. */
  aside?: ReactNode;
}

/** A flow's graph, and beside it the chosen block or what the checks found. */
export function FlowView({ flow, label, findings, block, aside }: FlowViewProps) {
  const [selected, setSelected] = useState(
    flow.Actions.find(({ Identifier }) => Identifier === block)?.Identifier,
  );
  const graph = useMemo(() => flowGraph(flow), [flow]);
  const marks = useMemo(() => marksOfFindings(findings), [findings]);
  const count = flow.Actions.length;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
      <Panel>
        <PanelHeader
          title="Graph"
          aside={
            <span className="text-xs text-ink-faint">{count === 1 ? "1 block" : `${count} blocks`}</span>
          }
          actions={<FindBlock graph={graph} onFind={setSelected} />}
        />
        <FlowGraph graph={graph} label={label} marks={marks} selected={selected} onSelect={setSelected} />
      </Panel>
      <div className="flex min-w-0 flex-col gap-4">
        {selected === undefined ? null : (
          <BlockDetails
            flow={flow}
            graph={graph}
            blockId={selected}
            findings={findings}
            onSelect={setSelected}
          />
        )}
        {selected === undefined ? aside : null}
        <FindingsPanel findings={findings} onSelect={setSelected} />
      </div>
    </div>
  );
}
