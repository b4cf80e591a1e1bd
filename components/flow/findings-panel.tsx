"use client";

import { Panel, PanelHeader } from "@/components/ui/panel";
import { Pill, StateMark } from "@/components/ui/state";
import type { FlowFinding } from "@/lib/flows/language/flow-finding";

interface FindingsProps {
  findings: readonly FlowFinding[];
  onSelect?: ((blockId: string) => void) | undefined;
}

/** The checks' results, worst first. A result at a block links to that block. */
export function FindingsPanel({ findings, onSelect }: FindingsProps) {
  const bad = findings.filter(({ severity }) => severity === "bad").length;
  const other = findings.length - bad;
  return (
    <Panel>
      <PanelHeader
        title="Checks"
        aside={
          <>
            {bad > 0 ? <Pill state="bad">{bad === 1 ? "1 error" : `${bad} errors`}</Pill> : null}
            {other > 0 ? (
              <Pill state="attention">{other === 1 ? "1 warning" : `${other} warnings`}</Pill>
            ) : null}
          </>
        }
      />
      {findings.length === 0 ? (
        <p className="px-3.5 py-3 text-ink-soft">No problems found.</p>
      ) : (
        <div className="max-h-[60vh] overflow-auto p-3.5">
          <FindingsList findings={findings} onSelect={onSelect} />
        </div>
      )}
    </Panel>
  );
}

export function FindingsList({ findings, onSelect }: FindingsProps) {
  const sorted = [...findings].sort((one, other) => rank(one) - rank(other));
  return (
    <ul className="flex flex-col gap-2.5" data-testid="findings">
      {sorted.map((finding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one block may have the same finding twice; the list never changes.
        <li key={index} className="flex items-start gap-2" data-finding={finding.code}>
          <StateMark
            state={finding.severity}
            title={finding.severity === "bad" ? "Error" : "Warning"}
            className="mt-1"
          />
          <div className="min-w-0">
            <p className="break-words">{finding.sentence}</p>
            <p className="text-xs break-words text-ink-soft">{finding.wayOut}</p>
            {finding.theirWords ? (
              <p className="font-mono text-2xs break-words text-ink-soft">{finding.theirWords}</p>
            ) : null}
            {finding.blockId !== undefined && onSelect ? (
              <button
                type="button"
                onClick={() => onSelect(finding.blockId ?? "")}
                className="min-h-6 text-xs text-accent underline underline-offset-2"
              >
                Show block
              </button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function rank({ severity }: FlowFinding): number {
  return severity === "bad" ? 0 : 1;
}
