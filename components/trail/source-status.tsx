"use client";

import { Panel, PanelHeader } from "@/components/ui/panel";
import { StateMark } from "@/components/ui/state";
import type { ScreenReport } from "@/lib/trail/screen-report";
import type { PendingSource } from "./use-reports";

interface SourceStatusProps {
  sources: readonly PendingSource[];
  reports: ReadonlyMap<string, ScreenReport>;
}

/** Which sources have been read; one that failed says why, and that the others stand. */
export function SourceStatus({ sources, reports }: SourceStatusProps) {
  return (
    <Panel>
      <PanelHeader
        title="Sources"
        aside={
          <span className="text-xs text-ink-faint tabular-nums">
            {sources.filter(({ source }) => reports.has(source)).length} of {sources.length} read
          </span>
        }
      />
      <ul className="divide-y divide-line" data-testid="sources">
        {sources.map(({ source, title }) => (
          <SourceRow key={source} source={source} title={title} report={reports.get(source)} />
        ))}
      </ul>
    </Panel>
  );
}

function SourceRow({
  source,
  title,
  report,
}: {
  source: string;
  title: string;
  report: ScreenReport | undefined;
}) {
  return (
    <li className="px-3.5 py-1.5" data-source={source} data-state={report?.state ?? "reading"}>
      <div className="flex items-center gap-2.5">
        {report ? <Mark report={report} /> : <span className="skeleton size-2.5" aria-hidden="true" />}
        <span className="min-w-0 flex-1 break-words">{title}</span>
        <span className="text-xs text-ink-faint tabular-nums">{report ? describe(report) : "reading…"}</span>
      </div>
      {report?.state === "failed" ? (
        <div role="alert" className="mt-1 pl-5 text-xs">
          <p className="text-bad-ink">{report.problem.sentence}</p>
          <p className="text-ink-soft">{report.problem.wayOut}</p>
          {report.problem.theirWords ? (
            <details className="mt-0.5">
              <summary className="w-fit text-ink-soft underline underline-offset-2">
                In their own words
              </summary>
              <p className="mt-0.5 font-mono text-2xs break-words text-ink-soft">
                {report.problem.theirWords}
              </p>
            </details>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function Mark({ report }: { report: ScreenReport }) {
  switch (report.state) {
    case "ok":
      return <StateMark state="good" title="read" />;
    case "empty":
      return <StateMark state="unknown" title="read, nothing there" />;
    case "failed":
      return <StateMark state="bad" title="failed" />;
  }
}

function describe(report: ScreenReport): string {
  const took = `${report.tookMs} ms`;
  switch (report.state) {
    case "ok":
      // Facts beside the time line are no events.
      return `${report.events.length || "read"} · ${took}`;
    case "empty":
      return `nothing · ${took}`;
    case "failed":
      return "failed";
  }
}
