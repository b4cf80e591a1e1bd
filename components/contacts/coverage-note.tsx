"use client";

import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { ScanCoverage } from "@/lib/contacts/scan/scan-store";
import { type ReadProgress, type RequestScan, type ScanStage, useLiveScan } from "./use-live-scan";

interface CoverageNoteProps {
  slug: string;
  connectionId: string;
  coverage: ScanCoverage | undefined;
  /** Contacts may have ended that no scan has looked at. */
  isBehind: boolean;
  scan: RequestScan;
  progress: ReadProgress;
}

/** How much the scan has looked at: without it "no findings" would be a claim that nobody has checked. */
export function CoverageNote({ coverage, isBehind, ...asked }: CoverageNoteProps) {
  const { stage, start } = useLiveScan({ ...asked, startsItself: isBehind });
  return (
    <div
      data-testid="coverage"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sunk px-3.5 py-1.5 text-xs text-ink-soft"
    >
      <p className="min-w-0 flex-1 basis-80">
        {coverage && coverage.listed > 0 ? (
          <>
            Scanned: {coverage.opened} of {coverage.listed} {coverage.listed === 1 ? "contact" : "contacts"}{" "}
            that ended between <Time at={coverage.from} /> and <Time at={coverage.to} />.
          </>
        ) : coverage && !coverage.problem ? (
          <>
            Scanned: no contact ended between <Time at={coverage.from} /> and <Time at={coverage.to} />.
          </>
        ) : (
          "No contacts from this period have been scanned yet. Scanning starts a few minutes after a contact ends, once an integration is deployed."
        )}{" "}
        {coverage?.problem ? (
          <span className="text-attention-ink">
            The last scan failed: {coverage.problem.sentence} {coverage.problem.wayOut}
          </span>
        ) : null}
      </p>
      <span role="status" data-scan={stage.kind}>
        <StageWords stage={stage} />
      </span>
      <Button size="small" busy={stage.kind === "running"} onClick={start}>
        Scan now
      </Button>
    </div>
  );
}

function StageWords({ stage }: { stage: ScanStage }) {
  switch (stage.kind) {
    case "idle":
      return null;
    case "running":
      return "Scanning. The list fills as findings come; calls that have just ended take about a minute.";
    case "done":
      return "Up to date.";
    case "unanswered":
      return "The scan hasn't finished. Check that a worker is running, and scan again.";
    case "failed":
      return (
        <span className="text-attention-ink">
          {stage.problem.sentence} {stage.problem.wayOut}
        </span>
      );
  }
}
