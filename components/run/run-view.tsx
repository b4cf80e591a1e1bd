"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { formatDuration } from "@/components/ui/format-time";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { hasEnded, lookOf, noticeOf, type RunState } from "./run-state";
import { RunStepRow } from "./run-step-row";
import { useRun, useServerClock } from "./use-run";

interface RunViewProps {
  initial: RunState;
  eventsUrl: string;
  /** Shown when its approved steps can go on: "Try again", "Continue". */
  goOn?: ReactNode;
  /** Shown when it was stopped: the other ways on. */
  otherWays?: ReactNode;
  /** Shown while it is queued or running. */
  stop?: ReactNode;
  /** Shown when it has succeeded: the next step. */
  next?: ReactNode;
}

export function RunView({ initial, eventsUrl, goOn, otherWays, stop, next }: RunViewProps) {
  const { run, isConnected, refusal } = useRun(initial, eventsUrl);
  const isEnded = hasEnded(run);
  const clock = useServerClock(run.now, !isEnded);
  const router = useRouter();
  const wasEnded = useRef(isEnded);
  useEffect(() => {
    // What stands around this view (counts, the test call) was drawn before the run ended.
    if (isEnded && !wasEnded.current) router.refresh();
    wasEnded.current = isEnded;
  }, [isEnded, router]);

  const changing = run.steps.filter((step) => step.action !== "keep");
  const done = changing.filter((step) => step.state === "done").length;
  const elapsed =
    (run.finishedAt ? Date.parse(run.finishedAt) : clock) - Date.parse(run.startedAt ?? run.createdAt);
  const look = lookOf(run);
  const notice = noticeOf(run);
  return (
    <div className="flex flex-col gap-4">
      {run.problem ? (
        <ProblemNotice
          problem={run.problem}
          state={run.status === "stopped" ? "attention" : "bad"}
          action={run.mayGoOn ? goOn : undefined}
        />
      ) : null}
      {run.status === "stopped" ? otherWays : null}
      {notice ? <ProblemNotice problem={notice} state="attention" /> : null}
      {/* Above the steps: there are more of them than fit a screen. Read out when it comes. */}
      <div role="status" className="empty:sr-only">
        {run.status === "succeeded" ? next : null}
      </div>
      <Panel>
        <PanelHeader
          title={`${done} of ${changing.length} ${changing.length === 1 ? "step" : "steps"}`}
          aside={
            <span aria-live="polite" data-testid="run-status">
              <Pill state={look.state}>{look.word}</Pill>
            </span>
          }
          actions={
            <>
              {isConnected || isEnded ? null : (
                <span className="text-xs text-attention-ink">{refusal ?? "connecting again…"}</span>
              )}
              <span className="text-ink-soft tabular-nums" data-testid="run-elapsed">
                {formatDuration(elapsed)}
              </span>
              {isEnded || run.stopRequestedBy !== undefined ? null : stop}
            </>
          }
        />
        <progress
          className="sr-only"
          value={done}
          max={Math.max(1, changing.length)}
          aria-label="Steps done"
        />
        <div className="h-0.5 bg-line" aria-hidden="true">
          <div
            className={`h-full transition-[width] ${run.status === "failed" ? "bg-bad" : "bg-good"}`}
            style={{ width: `${changing.length === 0 ? 100 : (done / changing.length) * 100}%` }}
          />
        </div>
        <ol className="divide-y divide-line">
          {changing.map((step) => (
            <RunStepRow key={step.id} step={step} clock={clock} />
          ))}
        </ol>
      </Panel>
    </div>
  );
}
