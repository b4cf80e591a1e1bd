"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { ScanCoverage } from "@/lib/contacts/scan/scan-store";

export type RequestScan = (slug: string, asked: { connectionId: string }) => Promise<ActionResult<undefined>>;

interface CoverageNoteProps {
  slug: string;
  connectionId: string;
  coverage: ScanCoverage | undefined;
  scan: RequestScan;
}

/** How much the scan has looked at: without it "no findings" would be a claim that nobody has checked. */
export function CoverageNote({ slug, connectionId, coverage, scan }: CoverageNoteProps) {
  const { isBusy, problem, run } = useAction();
  const [isAsked, setAsked] = useState(false);
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
      {problem ? (
        <span role="alert" className="text-attention-ink">
          {problem.sentence} {problem.wayOut}
        </span>
      ) : isAsked ? (
        <span role="status">Requested. Reload the list in a moment.</span>
      ) : null}
      <Button
        size="small"
        busy={isBusy}
        onClick={() =>
          run(
            () => scan(slug, { connectionId }),
            () => setAsked(true),
          )
        }
      >
        Scan now
      </Button>
    </div>
  );
}
