"use client";

import { useLayoutEffect, useRef, useState } from "react";
import type { Problem } from "@/lib/kernel/result";
import { ProblemNotice } from "./problem-notice";

interface FormProblemProps {
  problem: Problem | undefined;
  /** The fields' faults by their paths. */
  fields: Record<string, string>;
  className?: string;
}

/** Inside a form: its problem, unless a field that is drawn says what is wrong. A fault of no such field isn't kept silent. */
export function FormProblem({ problem, fields, className = "" }: FormProblemProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isSaidByField, setSaidByField] = useState(false);
  useLayoutEffect(() => {
    const form = place.current?.closest("form");
    const field = form?.querySelector('[aria-invalid="true"], [data-invalid]');
    setSaidByField(Object.keys(fields).length > 0 && !!field);
  }, [fields]);
  return (
    <div ref={place} className={`empty:hidden ${className}`}>
      {problem && !isSaidByField ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
