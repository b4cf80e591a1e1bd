"use client";

import { type ReactNode, useMemo, useState } from "react";
import { FieldDifferences } from "@/components/plan/field-differences";
import { classNames } from "@/components/ui/class-names";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { flowGraph, type FlowGraph as Graph } from "@/lib/flows/language/flow-graph";
import { parseFlow } from "@/lib/flows/language/parse-flow";
import { FlowGraph } from "./flow-graph";
import { type MergedFlows, mergeFlows } from "./merge-flows";
import { TextDiffView } from "./text-diff-view";

/** Two contents of a flow: as one graph with what changed marked, and as texts. */
export function FlowCompare({ before, after }: { before: string; after: string }) {
  const { old, now } = useMemo(() => ({ old: parseFlow(before), now: parseFlow(after) }), [before, after]);
  const merged = useMemo(() => (old.ok && now.ok ? mergeFlows(old.value, now.value) : undefined), [old, now]);
  return (
    <>
      {old.ok ? null : <ProblemNotice state="attention" problem={old.problem} />}
      {now.ok ? null : <ProblemNotice state="attention" problem={now.problem} />}
      {merged ? <GraphOfBoth merged={merged} /> : null}
      <Panel>
        <PanelHeader
          title="Text"
          aside={<span className="text-xs text-ink-faint">one value per line</span>}
        />
        <TextDiffView before={before} after={after} />
      </Panel>
    </>
  );
}

function GraphOfBoth({ merged }: { merged: MergedFlows }) {
  const { flow, marks, differences, general } = merged;
  const [selected, setSelected] = useState<string>();
  const graph = useMemo(() => flowGraph(flow), [flow]);
  const changed = graph.nodes.filter(({ id }) => marks[id]);
  if (changed.length === 0 && general.length === 0) {
    return (
      <Panel>
        <PanelHeader title="Graph" />
        <p className="px-3.5 py-3 text-ink-soft">No differences that affect a call.</p>
      </Panel>
    );
  }
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_360px]">
      <Panel>
        <PanelHeader title="Graph" aside={<Counts merged={merged} />} />
        <FlowGraph
          graph={graph}
          label="Both versions in one graph"
          marks={marks}
          selected={selected}
          onSelect={setSelected}
        />
      </Panel>
      <Panel>
        <PanelHeader
          title={selected ? "This block" : "Differences that affect calls"}
          actions={
            selected ? (
              <button
                type="button"
                onClick={() => setSelected(undefined)}
                className="min-h-6 text-xs text-ink-soft hover:text-ink hover:underline"
              >
                Show all
              </button>
            ) : null
          }
        />
        <div
          className={classNames(
            "flex flex-col gap-3 p-3.5",
            selected === undefined && "max-h-[72vh] overflow-auto",
          )}
          data-testid="flow-changes"
        >
          {selected || general.length === 0 ? null : <FieldDifferences differences={general} />}
          {changesOf(graph, selected, marks).map(({ id, title }) => (
            <section key={id} className="flex flex-col gap-1">
              <h3 className="flex items-center gap-2">
                <Named onSelect={selected ? undefined : () => setSelected(id)}>{title}</Named>
                <Pill state={marks[id]?.state}>{marks[id]?.word}</Pill>
              </h3>
              <FieldDifferences differences={differences[id] ?? []} />
            </section>
          ))}
          {selected && !marks[selected] ? (
            <p className="text-ink-soft">This block is the same in both versions.</p>
          ) : null}
        </div>
      </Panel>
    </div>
  );
}

function Named({ onSelect, children }: { onSelect: (() => void) | undefined; children: ReactNode }) {
  const classes = "min-h-6 min-w-0 truncate text-left font-medium";
  if (!onSelect) return <span className={classes}>{children}</span>;
  return (
    <button type="button" onClick={onSelect} className={`${classes} hover:underline`}>
      {children}
    </button>
  );
}

function changesOf(graph: Graph, selected: string | undefined, marks: MergedFlows["marks"]) {
  return graph.nodes.filter(({ id }) => marks[id] && (selected === undefined || selected === id));
}

function Counts({ merged: { marks } }: { merged: MergedFlows }) {
  const words = ["new", "changed", "gone"] as const;
  return words.map((word) => {
    const own = Object.values(marks).filter((mark) => mark.word === word);
    return own.length > 0 ? (
      <Pill key={word} state={own[0]?.state}>
        {own.length} {word}
      </Pill>
    ) : null;
  });
}
