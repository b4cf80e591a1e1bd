import type { ComponentProps, ReactNode } from "react";
import { ProblemNotice } from "./problem-notice";
import { TryAgain } from "./try-again";

interface ReadProblemProps extends Pick<ComponentProps<typeof ProblemNotice>, "problem" | "state"> {
  /** Whom the page waits for when it reads again; AWS when absent. */
  of?: string;
  /** Further ways on. */
  children?: ReactNode;
}

/** Why something couldn't be read, and the button that reads it again. */
export function ReadProblem({ problem, state = "attention", of, children }: ReadProblemProps) {
  return (
    <ProblemNotice
      problem={problem}
      state={state}
      action={
        <div className="flex flex-wrap gap-2">
          {children}
          <TryAgain of={of} />
        </div>
      }
    />
  );
}
