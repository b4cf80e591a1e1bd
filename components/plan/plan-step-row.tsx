import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { type Names, nameIds } from "@/lib/blueprints/describe-settings";
import type { PlanStep } from "@/lib/engine/plan-step";
import { FieldDifferences } from "./field-differences";
import { actionLooks } from "./plan-actions";

const markColours = {
  good: "text-good-ink",
  attention: "text-attention-ink",
  bad: "text-bad-ink",
  accent: "text-accent",
  unknown: "text-ink-faint",
} as const;

/** Worth knowing, and in nobody's way. */
const milderCodes: readonly string[] = ["left-as-it-is", "adopts-existing", "shared-wishes-differ"];

/** One step of a plan: what happens to which thing, and every field that differs. */
export function PlanStepRow({ step, names }: { step: PlanStep; names: Names }) {
  const look = actionLooks[step.action];
  const isNew = step.action === "create";
  return (
    <li
      className="grid grid-cols-[22px_minmax(0,1fr)] gap-x-2 gap-y-0.5 px-3.5 py-2 sm:grid-cols-[22px_128px_minmax(0,1fr)_auto]"
      data-step={step.id}
      data-action={step.action}
    >
      <span className={`font-mono font-semibold ${markColours[look.state]}`}>
        <span aria-hidden="true">{look.mark}</span>
        <span className="sr-only">{look.word}: </span>
      </span>
      <span className="text-ink-soft sm:text-ink">{step.title}</span>
      <div className="col-start-2 min-w-0 sm:col-start-3">
        <p className="font-mono text-xs leading-[19px] break-all">{step.name}</p>
        <p className="text-ink-soft break-words">{nameIds(step.summary, names)}</p>
        {step.action === "conflict" ? (
          <a href="#blockers" className="text-bad-ink underline">
            Blocks this plan
          </a>
        ) : step.problem ? (
          <div className="mt-1.5">
            <ProblemNotice
              problem={step.problem}
              state={milderCodes.includes(step.problem.code) ? "attention" : "bad"}
            />
          </div>
        ) : null}
        {step.differences.length > 0 ? (
          <details className="group mt-1" open={!isNew}>
            <summary className="w-fit list-none text-xs text-ink-faint hover:text-ink hover:underline">
              {countFields(step.differences.length, isNew)}
            </summary>
            <div className="mt-1">
              <FieldDifferences differences={step.differences} names={names} />
            </div>
          </details>
        ) : null}
      </div>
      {step.charge ? (
        <div className="col-start-2 pt-1 sm:col-start-4 sm:row-start-1 sm:pt-0 sm:text-right">
          <Pill state="attention">starts a charge</Pill>
          <p className="mt-0.5 text-2xs text-ink-faint sm:max-w-44">{step.charge}</p>
        </div>
      ) : null}
    </li>
  );
}

function countFields(count: number, isNew: boolean): string {
  if (isNew) return count === 1 ? "1 field" : `${count} fields`;
  return count === 1 ? "1 field differs" : `${count} fields differ`;
}
