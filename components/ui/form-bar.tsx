import type { ReactNode } from "react";
import type { Problem } from "@/lib/kernel/result";
import { ProblemNotice } from "./problem-notice";

interface FormBarProps {
  problem: Problem | undefined;
  /** The button that saves, and what is said beside it. */
  children: ReactNode;
}

/** Stays in sight at the end of a long form, together with why it wasn't saved. */
export function FormBar({ problem, children }: FormBarProps) {
  return (
    <div className="sticky bottom-0 flex flex-col gap-2.5 border-t border-line bg-ground py-2.5">
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div className="flex items-center gap-3">{children}</div>
    </div>
  );
}
