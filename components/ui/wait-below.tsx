import type { Problem } from "@/lib/kernel/result";
import { BelowRow } from "./below-row";
import { Button } from "./button";
import { ProblemNotice } from "./problem-notice";
import { WaitNote } from "./wait-note";

interface WaitBelowProps {
  isBusy: boolean;
  problem: Problem | undefined;
  /** The other side, by its name. */
  waitsFor: string;
  cancel: () => void;
}

/** Below a button that asks another system: whom it waits for, with Cancel, and what came of it when it failed. */
export function WaitBelow({ isBusy, problem, waitsFor, cancel }: WaitBelowProps) {
  if (!isBusy && !problem) return null;
  return (
    <BelowRow>
      {isBusy ? (
        <WaitNote
          of={waitsFor}
          cancel={
            <Button size="small" onClick={cancel}>
              Cancel
            </Button>
          }
        />
      ) : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </BelowRow>
  );
}
