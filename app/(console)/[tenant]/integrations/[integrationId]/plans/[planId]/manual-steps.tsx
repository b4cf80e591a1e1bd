import { StateMark } from "@/components/ui/state";
import { isDone, type TickedGuideStep } from "@/lib/integrations/guide";

type Step = Pick<TickedGuideStep, "row" | "title" | "tick" | "shownBy">;

/** Which of the guide's steps are done, by a person's word or by what a call or a check has shown. */
export function ManualSteps({ steps }: { steps: readonly Step[] }) {
  return (
    <ul className="flex flex-col gap-1 px-3.5 py-2.5">
      {steps.map((step) => (
        <li key={step.row} className="flex items-start gap-2" data-done={isDone(step)}>
          <StateMark
            state={isDone(step) ? "good" : "unknown"}
            title={isDone(step) ? "done" : "open"}
            className="mt-1"
          />
          <span className={isDone(step) ? "text-ink-faint" : ""}>{step.title}</span>
        </li>
      ))}
    </ul>
  );
}
