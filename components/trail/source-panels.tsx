"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { ScreenReport } from "@/lib/contacts/trail/screen-report";
import type { PanelRow, SourcePanel } from "@/lib/trail/event";
import { ContactTree, treeSource } from "./contact-tree";
import type { PendingSource } from "./use-reports";

interface SourcePanelsProps {
  sources: readonly PendingSource[];
  reports: ReadonlyMap<string, ScreenReport>;
  /** Contacts' trails lie below this address. */
  trailsUrl: string;
}

/** The facts below the time line: the contact, its attributes, the metadata. */
export function SourcePanels({ sources, reports, trailsUrl }: SourcePanelsProps) {
  return sources.flatMap(({ source }) => {
    const report = reports.get(source);
    if (!report || report.state === "failed" || !report.panel) return [];
    return [
      source === treeSource ? (
        <ContactTree key={source} panel={report.panel} trailsUrl={trailsUrl} />
      ) : (
        <FactsPanel key={source} panel={report.panel} />
      ),
    ];
  });
}

function FactsPanel({ panel }: { panel: SourcePanel }) {
  return (
    <Panel>
      <PanelHeader title={panel.title} />
      <dl className="divide-y divide-line" data-panel={panel.title}>
        {panel.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: labels may come twice, and the rows never change places.
          <Row key={index} row={row} />
        ))}
      </dl>
    </Panel>
  );
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function Row({ row: { label, value, kind } }: { row: PanelRow }) {
  const isBoxed = kind !== "sentence" && (value.length > 60 || (kind === "json" && value.length > 2));
  const isStacked = isBoxed || kind === "sentence" || label.length > 40;
  const shown = kind === "json" ? indent(value) : value;
  return (
    <div className={isStacked ? "px-3.5 py-1.5" : "flex items-baseline justify-between gap-3 px-3.5 py-1.5"}>
      <dt className="shrink-0 font-medium break-all text-ink-soft">{label}</dt>
      <dd
        className={isStacked ? "mt-1 flex items-start gap-2" : "flex min-w-0 items-center gap-1.5 text-right"}
      >
        {isBoxed ? (
          <pre
            className="max-h-60 min-w-0 flex-1 overflow-auto rounded-control border border-line bg-sunk px-2 py-1.5 font-mono text-xs whitespace-pre-wrap break-all"
            // Without a pointer, it is scrolled by the arrow keys.
            tabIndex={mayScroll(shown) ? 0 : undefined}
          >
            {shown}
          </pre>
        ) : (
          <span
            className={`min-w-0 ${kind === "sentence" ? "" : "break-all"} ${isCode(kind) ? "font-mono text-xs" : ""}`}
          >
            {isoMoment.test(value) ? <Time at={value} /> : value}
          </span>
        )}
        {kind === "id" || isBoxed ? <CopyButton value={value} label={label} small /> : null}
      </dd>
    </div>
  );
}

function isCode(kind: PanelRow["kind"]): boolean {
  return kind !== undefined && kind !== "text" && kind !== "sentence";
}

/** Whether a box of a dozen lines may be too small, on the narrowest screen, where a line has 30 letters. */
function mayScroll(text: string): boolean {
  const lines = text.split("\n").map((line) => Math.max(1, Math.ceil(line.length / 30)));
  return lines.reduce((sum, count) => sum + count, 0) > 12;
}

/** For reading only: the copy button gives the text as it is, since numbers need not survive a parse. */
function indent(json: string): string {
  let depth = 0;
  let inString = false;
  let out = "";
  for (let at = 0; at < json.length; at++) {
    const letter = json[at] ?? "";
    if (inString) {
      out += letter;
      if (letter === "\\") out += json[++at] ?? "";
      else if (letter === '"') inString = false;
      continue;
    }
    if (letter === '"') inString = true;
    const isEmptyPair = (letter === "{" && json[at + 1] === "}") || (letter === "[" && json[at + 1] === "]");
    if (isEmptyPair) {
      out += letter + (json[++at] ?? "");
    } else if (letter === "{" || letter === "[") {
      depth++;
      out += `${letter}\n${"  ".repeat(depth)}`;
    } else if (letter === "}" || letter === "]") {
      depth = Math.max(0, depth - 1);
      out += `\n${"  ".repeat(depth)}${letter}`;
    } else if (letter === ",") out += `,\n${"  ".repeat(depth)}`;
    else if (letter === ":") out += ": ";
    else if (!/\s/.test(letter)) out += letter;
  }
  return out;
}
