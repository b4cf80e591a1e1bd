"use client";

import { useEffect, useState } from "react";
import type { ScreenReport } from "@/lib/contacts/trail/screen-report";

/** A source that is being read on the server; the promise is streamed. */
export interface PendingSource {
  source: string;
  title: string;
  report: Promise<ScreenReport>;
}

/**
 * The reports that have arrived, each as soon as it is there. While a trail is followed live, a source's earlier report
 * stays until its next one has come.
 */
export function useReports(sources: readonly PendingSource[]): ReadonlyMap<string, ScreenReport> {
  const [reports, setReports] = useState<ReadonlyMap<string, ScreenReport>>(new Map());
  useEffect(() => {
    let isCurrent = true;
    for (const { source, report } of sources) {
      report.then(
        (arrived) => {
          if (isCurrent) setReports((known) => new Map(known).set(source, arrived));
        },
        // A read never rejects; a stream that is cut does. The row goes on saying that it is being read.
        () => undefined,
      );
    }
    return () => {
      isCurrent = false;
    };
  }, [sources]);
  return reports;
}
