"use client";

import Link from "next/link";
import { Button, buttonClasses } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { StateMark } from "@/components/ui/state";
import { WaitNote } from "@/components/ui/wait-note";
import { useHopTitle } from "@/components/vendors/vendor-words";
import { sayVerdict } from "@/lib/trail/say-verdict";
import { watchMinutes } from "@/lib/watch/watch-limits";
import type { WatchedCall } from "@/lib/watch/watched-hops";
import { formatCallResult } from "./format-call-result";
import type { Watch } from "./watch-state";

interface WatchStatusProps {
  watch: Watch;
  /** Of the watched call; undefined while there is none. */
  trailUrl: string | undefined;
  /** A look is under way. */
  isAsking: boolean;
  /** Whom a call's arrival is asked of: "Amazon Connect". */
  waitsFor: string;
  elapsedMs: number;
  onStop: () => void;
  onAgain: () => void;
}

/** What the watch is doing, how long it will, and how to end it or begin again. */
export function WatchStatus({
  watch,
  trailUrl,
  isAsking,
  waitsFor,
  elapsedMs,
  onStop,
  onAgain,
}: WatchStatusProps) {
  const hopTitle = useHopTitle();
  const result = watch.call?.result;
  const isOn = watch.stage === "waiting" || watch.stage === "watching";
  const share = Math.min(1, elapsedMs / (watchMinutes * 60_000));
  return (
    <Panel className="overflow-hidden">
      <div className="flex flex-col gap-2.5 px-4 py-3">
        <div className="flex items-center gap-2.5">
          {isOn && !result ? (
            <span className="running-mark size-2.5 shrink-0 rounded-full bg-accent" aria-hidden="true" />
          ) : (
            <StateMark state={markOf(watch)} title="Result" />
          )}
          <p role="status" className="min-w-0 flex-1 font-medium" data-testid="watch-status">
            {result ? <span data-result={result.kind}>{formatCallResult(result, hopTitle)}</span> : null}
            {result && watch.stage !== "watching" ? null : ` ${sayStage(watch)}`}
          </p>
          {isOn ? (
            <span className="text-xs text-ink-faint tabular-nums">
              {formatClock(elapsedMs)} of {watchMinutes}:00
            </span>
          ) : null}
        </div>
        {isOn && isAsking ? (
          <WaitNote of={watch.stage === "waiting" ? waitsFor : "the systems of this call"} />
        ) : null}
        {watch.problem && isOn ? <ProblemNotice problem={watch.problem} state="attention" /> : null}
        <div className="flex gap-2">
          {isOn ? (
            <Button size="small" onClick={onStop}>
              Stop watching
            </Button>
          ) : (
            <Button size="small" look={result?.kind === "verified" ? "plain" : "solid"} onClick={onAgain}>
              Watch again
            </Button>
          )}
          {result?.kind === "not-verified" && trailUrl ? (
            <Link href={trailUrl} prefetch={false} className={buttonClasses("plain", "small")}>
              See what happened
            </Link>
          ) : null}
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
        : "The call has ended. Late records are still arriving.";
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
  if (call?.result?.kind === "verified") return "good";
  const isJudged = call?.result !== undefined || (stage === "over" && call?.phase === "settled");
  if (!call || !isJudged) return "unknown";
  if (call.findings.some(({ severity }) => severity === "bad")) return "bad";
  if (call.findings.length > 0) return "attention";
  return call.verdict === "healthy" ? "good" : "unknown";
}

/** "4:07" */
function formatClock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
