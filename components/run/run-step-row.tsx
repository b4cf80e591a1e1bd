import { actionLooks } from "@/components/plan/plan-actions";
import { formatDuration } from "@/components/ui/format-time";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill, StateMark } from "@/components/ui/state";
import { lookOfStep, type RunStep } from "./run-state";

export function RunStepRow({ step, clock }: { step: RunStep; clock: number }) {
  const look = lookOfStep(step);
  return (
    <li className="px-3.5 py-2" data-step={step.id} data-state={step.state}>
      <div className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-x-2.5 sm:grid-cols-[16px_156px_minmax(0,1fr)_auto_64px]">
        <StateMark
          state={look.state}
          title={look.word}
          className={step.state === "running" ? "running-mark" : ""}
        />
        <span className="text-ink-soft sm:text-ink">
          {step.title}
          <span className="text-ink-faint"> · {actionLooks[step.action].word}</span>
        </span>
        <span
          className="col-start-2 min-w-0 font-mono text-xs max-sm:break-all sm:col-start-3 sm:truncate"
          title={step.name}
        >
          {step.name}
        </span>
        <span className="col-start-3 row-start-1 sm:col-start-4">
          {step.state === "pending" ? null : <Pill state={look.state}>{look.word}</Pill>}
        </span>
        <span className="col-start-3 row-start-2 text-right text-xs text-ink-faint tabular-nums sm:col-start-5 sm:row-start-1">
          {formatStepTime(step, clock)}
        </span>
      </div>
      {step.problem ? (
        <div className="mt-2 sm:ml-6.5">
          <ProblemNotice problem={step.problem} state={look.state === "attention" ? "attention" : "bad"} />
        </div>
      ) : null}
    </li>
  );
}

function formatStepTime({ startedAt, finishedAt, state }: RunStep, clock: number): string {
  if (!startedAt || state === "pending" || state === "blocked") return "";
  return formatDuration((finishedAt ? Date.parse(finishedAt) : clock) - Date.parse(startedAt));
}
