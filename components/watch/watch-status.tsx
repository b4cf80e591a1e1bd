"use client";

import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { StateMark } from "@/components/ui/state";
import { sayVerdict } from "@/lib/trail/say-verdict";
import { watchMinutes } from "@/lib/watch/watch-limits";
import type { WatchedCall } from "@/lib/watch/watched-hops";
import type { Watch } from "./watch-state";

interface WatchStatusProps {
  watch: Watch;
  elapsedMs: number;
  onStop: () => void;
  onAgain: () => void;
}

/** What the watch is doing, how long it will, and how to end it or begin again. */
export function WatchStatus({ watch, elapsedMs, onStop, onAgain }: WatchStatusProps) {
  const isOn = watch.stage === "waiting" || watch.stage === "watching";
  const share = Math.min(1, elapsedMs / (watchMinutes * 60_000));
  return (
    <Panel className="overflow-hidden">
      <div className="flex flex-col gap-2.5 px-4 py-3">
        <div className="flex items-center gap-2.5">
          {isOn ? (
            <span className="running-mark size-2.5 shrink-0 rounded-full bg-accent" aria-hidden="true" />
          ) : (
            <StateMark state={markOf(watch)} title="Result" />
          )}
          <p role="status" className="min-w-0 flex-1 font-medium" data-testid="watch-status">
            {sayStage(watch)}
          </p>
          {isOn ? (
            <span className="text-xs text-ink-faint tabular-nums">
              {writeClock(elapsedMs)} of {watchMinutes}:00
            </span>
          ) : null}
        </div>
        {watch.problem && isOn ? <ProblemNotice problem={watch.problem} state="attention" /> : null}
        <div className="flex gap-2">
          {isOn ? (
            <Button size="small" onClick={onStop}>
              Stop watching
            </Button>
          ) : (
            <Button size="small" look="solid" onClick={onAgain}>
              Watch again
            </Button>
          )}
        </div>
      </div>
      {isOn ? (
        <div className="h-0.5 bg-line" aria-hidden="true">
          <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
        </div>
      ) : null}
    </Panel>
  );
}

function sayStage({ stage, call, arrivals, contactId }: Watch): string {
  switch (stage) {
    case "waiting":
      return arrivals.length > 0 ? "Which call is yours?" : "Waiting for the call…";
    case "watching":
      if (!call) return "The call came in. Loading its trail…";
      return call.phase === "live"
        ? "The call is in progress."
        : "The call has ended. Late log lines are still arriving.";
    case "stopped":
      return "Stopped watching.";
    case "over":
      if (!contactId) return `No call came in within ${watchMinutes} minutes.`;
      if (call?.phase !== "settled") {
        return `${watchMinutes} minutes have passed. The trail shows the rest of the call.`;
      }
      return `The call has ended. ${sayResult(call)}`;
  }
}

function sayResult({ findings, verdict }: WatchedCall): string {
  if (findings.length === 1) return "1 finding.";
  if (findings.length > 1) return `${findings.length} findings.`;
  return sayVerdict({ kind: verdict }) ?? "";
}

function markOf({ stage, call }: Watch): "unknown" | "good" | "bad" | "attention" {
  if (stage !== "over" || call?.phase !== "settled") return "unknown";
  if (call.findings.some(({ severity }) => severity === "bad")) return "bad";
  if (call.findings.length > 0) return "attention";
  return call.verdict === "healthy" ? "good" : "unknown";
}

/** "4:07" */
function writeClock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
