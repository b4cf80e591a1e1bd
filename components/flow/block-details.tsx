"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Pill } from "@/components/ui/state";
import { actionRule } from "@/lib/flows/language/action-rules";
import { edgesOf } from "@/lib/flows/language/edges";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import type { FlowFinding } from "@/lib/flows/language/flow-finding";
import { branchInWords, type FlowGraph, typeInWords } from "@/lib/flows/language/flow-graph";
import { FindingsList } from "./findings-panel";
import { formatValue } from "./format-value";

interface BlockDetailsProps {
  flow: FlowDocument;
  graph: FlowGraph;
  blockId: string;
  findings: readonly FlowFinding[];
  onSelect: (blockId: string | undefined) => void;
}

/** A block's details: its parameters, where it leads, and the checks' results. */
export function BlockDetails({ flow, graph, blockId, findings, onSelect }: BlockDetailsProps) {
  const action = flow.Actions.find(({ Identifier }) => Identifier === blockId);
  if (!action) return null;
  const titles = new Map(graph.nodes.map(({ id, title }) => [id, title]));
  const own = findings.filter((finding) => finding.blockId === blockId);
  const parameters = Object.entries(action.Parameters ?? {});
  const ways = edgesOf(action);
  const title = titles.get(blockId) ?? blockId;
  return (
    <Panel>
      <PanelHeader
        title={<span className="break-words">{title}</span>}
        aside={actionRule(action.Type) ? null : <Pill state="attention">unknown block</Pill>}
        actions={
          <button
            type="button"
            onClick={() => onSelect(undefined)}
            className="min-h-6 text-xs text-ink-soft hover:text-ink hover:underline"
          >
            Close
          </button>
        }
      />
      <div className="flex flex-col gap-3 p-3.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-soft">
          <span>{typeInWords(action.Type)}</span>
          <span className="font-mono text-ink-faint">{action.Type}</span>
        </p>
        {title === blockId ? null : (
          <p className="flex items-center gap-2">
            <span className="min-w-0 font-mono text-2xs break-all text-ink-soft">{blockId}</span>
            <CopyButton value={blockId} label="identifier" small />
          </p>
        )}
        {own.length > 0 ? <FindingsList findings={own} /> : null}
        <Section title="Parameters">
          {parameters.length === 0 ? (
            <p className="text-ink-faint">None</p>
          ) : (
            <dl className="flex flex-col gap-2">
              {parameters.map(([name, value]) => (
                <div key={name}>
                  <dt className="text-xs text-ink-soft">{name}</dt>
                  <dd className="font-mono text-xs break-words whitespace-pre-wrap">{formatValue(value)}</dd>
                </div>
              ))}
            </dl>
          )}
        </Section>
        <Section title="Next blocks">
          {ways.length === 0 ? (
            <p className="text-ink-faint">The call leaves the flow here.</p>
          ) : (
            <ul className="flex flex-col gap-1">
              {ways.map((way) => (
                <li key={way.path} className="flex items-baseline justify-between gap-3">
                  <span className="text-xs text-ink-soft">{branchInWords(way) || "then"}</span>
                  {titles.has(way.to) ? (
                    <button
                      type="button"
                      onClick={() => onSelect(way.to)}
                      className="min-h-6 min-w-0 truncate text-right text-accent underline underline-offset-2"
                    >
                      {titles.get(way.to)}
                    </button>
                  ) : (
                    <span className="min-w-0 truncate text-bad-ink">{way.to || "nowhere"}</span>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
    </Panel>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-semibold text-ink-soft">{title}</h3>
      {children}
    </section>
  );
}
