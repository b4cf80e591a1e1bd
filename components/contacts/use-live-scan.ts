"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { usePolling } from "@/components/watch/use-polling";
import type { ActionResult } from "@/lib/access/action";
import type { ScanProgress } from "@/lib/contacts/scan/scan-store";
import type { Problem } from "@/lib/kernel/result";

export type RequestScan = (slug: string, asked: { connectionId: string }) => Promise<ActionResult<undefined>>;
export type ReadProgress = (
  slug: string,
  asked: { connectionId: string; since: string },
) => Promise<ActionResult<ScanProgress>>;

interface LiveScan {
  slug: string;
  connectionId: string;
  scan: RequestScan;
  progress: ReadProgress;
  /** Begin without being asked: something ended since the last scan. */
  startsItself: boolean;
}

const everyMs = 3_000;
/** A scan comes when a contact's late lines have: the first one leaves what has just ended to a second. */
const againAfterMs = 35_000;
/** With the second scan's own time. */
const longestMs = 150_000;

export type ScanStage =
  | { kind: "idle" | "running" | "done" | "unanswered" }
  | { kind: "failed"; problem: Problem };

/**
 * Has contacts scanned until everything that had ended when it began is covered, and loads the list again whenever there
 * is more to show. Bounded: it gives up after two and a half minutes.
 */
export function useLiveScan({ slug, connectionId, scan, progress, startsItself }: LiveScan) {
  const router = useRouter();
  const [stage, setStage] = useState<ScanStage>({ kind: "idle" });
  const run = useRef({ since: "", beganMs: 0, askedMs: 0, shown: "" });

  async function ask(): Promise<Problem | undefined> {
    run.current.askedMs = performance.now();
    const answer = await scan(slug, { connectionId });
    // Another person's scan is as good.
    return answer.ok || answer.problem.code === "scan-just-ran" ? undefined : answer.problem;
  }

  async function look(signal: AbortSignal): Promise<void> {
    const { since, beganMs, askedMs, shown } = run.current;
    try {
      if (performance.now() - askedMs > againAfterMs) {
        const problem = await ask();
        if (problem) return setStage({ kind: "failed", problem });
      }
      const answer = await progress(slug, { connectionId, since });
      if (signal.aborted) return;
      if (!answer.ok) return setStage({ kind: "failed", problem: answer.problem });
      const { until = "", found, problem } = answer.value;
      const now = `${until} ${found}`;
      if (now !== shown) {
        run.current.shown = now;
        router.refresh();
      }
      if (problem) return setStage({ kind: "failed", problem });
      if (until >= since) return setStage({ kind: "done" });
    } catch {
      // One answer that is lost is no end; the next one comes.
    }
    if (performance.now() - beganMs > longestMs) setStage({ kind: "unanswered" });
  }

  usePolling(stage.kind === "running", everyMs, look);

  function start(): void {
    const now = performance.now();
    run.current = { since: new Date().toISOString(), beganMs: now, askedMs: now, shown: "" };
    setStage({ kind: "running" });
    ask().then(
      (problem) => problem && setStage({ kind: "failed", problem }),
      () => undefined,
    );
  }

  const begin = useRef(start);
  begin.current = start;
  useEffect(() => {
    if (startsItself) begin.current();
  }, [startsItself]);
  return { stage, start };
}
