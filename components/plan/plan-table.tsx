import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import type { Names } from "@/lib/blueprints/describe-settings";
import type { PlanStep } from "@/lib/engine/plan-step";
import { describeUnsearched, type Unsearched } from "@/lib/engine/unsearched";
import { actionLooks, countActions } from "./plan-actions";
import { PlanStepRow } from "./plan-step-row";

interface PlanTableProps {
  steps: readonly PlanStep[];
  unsearched: readonly Unsearched[];
  /** Shown in the place of ids. */
  names: Names;
}

/** The steps in the order in which they are applied; what stays as it is lies folded at the end. */
export function PlanTable({ steps, unsearched, names }: PlanTableProps) {
  const changing = steps.filter((step) => step.action !== "keep");
  const noted = steps.filter((step) => step.action === "keep" && step.problem !== undefined);
  const staying = steps.filter((step) => step.action === "keep" && step.problem === undefined);
  return (
    <Panel>
      <PanelHeader
        title={
          changing.length === 0 ? "No changes" : changing.length === 1 ? "1 step" : `${changing.length} steps`
        }
        aside={
          <span className="flex flex-wrap gap-1.5">
            {countActions(steps).map(({ action, count }) => (
              <Pill key={action} state={actionLooks[action].state}>
                {count} {actionLooks[action].word}
              </Pill>
            ))}
          </span>
        }
      />
      {changing.length > 0 ? (
        <ol className="divide-y divide-line">
          {changing.map((step) => (
            <PlanStepRow key={step.id} step={step} names={names} />
          ))}
        </ol>
      ) : null}
      {noted.length > 0 ? (
        <section className={changing.length > 0 ? "border-t border-line" : ""}>
          <h3 className="px-3.5 pt-2 font-medium">
            {noted.length === 1 ? "1 resource needs attention" : `${noted.length} resources need attention`}
          </h3>
          <ol className="divide-y divide-line">
            {noted.map((step) => (
              <PlanStepRow key={step.id} step={step} names={names} />
            ))}
          </ol>
        </section>
      ) : null}
      {unsearched.length > 0 ? (
        <section
          className={changing.length + noted.length > 0 ? "border-t border-line" : ""}
          data-testid="unsearched"
        >
          <h3 className="px-3.5 pt-2 font-medium">Unknown: leftovers that couldn’t be looked for</h3>
          <ul className="flex flex-col gap-1.5 px-3.5 pt-1.5 pb-3">
            {unsearched.map((each) => (
              <li key={`${each.type}/${each.count}`}>
                <ProblemNotice problem={describeUnsearched(each)} state="unknown" />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {staying.length > 0 ? (
        <details
          className={changing.length + noted.length + unsearched.length > 0 ? "border-t border-line" : ""}
        >
          <summary className="list-none px-3.5 py-2 text-ink-soft hover:bg-hover">
            <span className="font-mono text-ink-faint" aria-hidden="true">
              ={" "}
            </span>
            {staying.length === 1 ? "1 resource unchanged" : `${staying.length} resources unchanged`}
          </summary>
          <ol className="divide-y divide-line border-t border-line">
            {staying.map((step) => (
              <PlanStepRow key={step.id} step={step} names={names} />
            ))}
          </ol>
        </details>
      ) : null}
    </Panel>
  );
}
