"use client";

import { useRef, useState } from "react";
import type { ActionResult } from "@/lib/access/action";
import type { Problem } from "@/lib/kernel/result";

const noAnswer: Problem = {
  code: "no-answer",
  sentence: "No response from Patchbay. Your change may or may not have been saved.",
  wayOut: "Before you try again, open this page in a new tab and check. What you entered is still here.",
};

/**
 * Runs a server action from a button or a form: busy meanwhile, with its problem and its fields' faults afterward.
 * `unanswered` is said when no answer comes. `cancel` is for one that only reads: the server goes on until its own time
 * limit, and what it answers is dropped.
 */
export function useAction(unanswered: Problem = noAnswer) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [fields, setFields] = useState<Record<string, string>>({});
  /** Which run is waited for. */
  const current = useRef(0);

  async function run<Value>(
    work: () => Promise<ActionResult<Value>>,
    onDone: (value: Value) => void,
  ): Promise<void> {
    current.current += 1;
    const own = current.current;
    setBusy(true);
    setProblem(undefined);
    setFields({});
    try {
      const result = await work();
      if (own !== current.current) return;
      if (result.ok) return onDone(result.value);
      setProblem(result.problem);
      setFields(result.fields ?? {});
    } catch {
      if (own === current.current) setProblem(unanswered);
    } finally {
      if (own === current.current) setBusy(false);
    }
  }

  function cancel(): void {
    current.current += 1;
    setBusy(false);
  }

  return { isBusy, problem, fields, run, cancel, clear: () => setProblem(undefined) };
}
