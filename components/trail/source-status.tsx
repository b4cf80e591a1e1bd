"use client";

import { Panel, PanelHeader } from "@/components/ui/panel";
import { StateMark } from "@/components/ui/state";
import { TryAgain } from "@/components/ui/try-again";
import type { ScreenReport } from "@/lib/contacts/trail/screen-report";
import { unreadWord } from "./unread-word";
import type { PendingSource } from "./use-reports";

interface SourceStatusProps {
  sources: readonly PendingSource[];
  reports: ReadonlyMap<string, ScreenReport>;
}

/** Which sources have been read. Why one could not be is said once, with the verdict. */
export function SourceStatus({ sources, reports }: SourceStatusProps) {
  return (
    <Panel>
      <PanelHeader
        title="Sources"
        aside={
          <span className="text-xs text-ink-faint tabular-nums">
            {sources.filter(({ source }) => isRead(reports.get(source))).length} of {sources.length} read
          </span>
        }
        // Other failures have it beside the verdict; this one is a finding.
        actions={
          sources.some(({ source }) => isDenied(reports.get(source))) ? <TryAgain of="the sources" /> : null
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

function isRead(report: ScreenReport | undefined): boolean {
  return report !== undefined && report.state !== "failed" && !report.isUnasked;
}

function isDenied(report: ScreenReport | undefined): boolean {
  return report?.state === "failed" && report.problem.code === "permission-missing";
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
      {report?.state === "failed" && report.problem.code === "log-group-missing" ? (
        <p className="mt-0.5 pl-5 text-xs text-ink-soft">
          {report.problem.sentence} {report.problem.wayOut}
        </p>
      ) : null}
    </li>
  );
}

function Mark({ report }: { report: ScreenReport }) {
  switch (report.state) {
    case "ok":
      return <StateMark state="good" title="read" />;
    case "empty":
      return <StateMark state="unknown" title={report.isUnasked ? "not read" : "read, no events"} />;
    case "failed":
      return <StateMark state="unknown" title="not read" />;
  }
}

function describe(report: ScreenReport): string {
  const took = `${report.tookMs} ms`;
  switch (report.state) {
    case "ok":
      // Facts beside the time line are no events.
      return `${report.events.length || "read"} · ${took}`;
    case "empty":
      return report.isUnasked ? "not set up" : `nothing · ${took}`;
    case "failed":
      return unreadWord(report.problem.code);
  }
}
