"use client";

import { useState } from "react";
import type { ActionResult } from "@/lib/access/action";
import type { Problem } from "@/lib/kernel/result";

const noAnswer: Problem = {
  code: "no-answer",
  sentence: "No response from Patchbay. Your change may or may not have been saved.",
  wayOut: "Reload the page and check before you try again.",
};

/** Runs a server action from a button or a form: busy meanwhile, with its problem and its fields' faults afterward. */
export function useAction() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [fields, setFields] = useState<Record<string, string>>({});

  async function run<Value>(
    work: () => Promise<ActionResult<Value>>,
    onDone: (value: Value) => void,
  ): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    setFields({});
    try {
      const result = await work();
      if (result.ok) return onDone(result.value);
      setProblem(result.problem);
      setFields(result.fields ?? {});
    } catch {
      setProblem(noAnswer);
    } finally {
      setBusy(false);
    }
  }

  return { isBusy, problem, fields, run, clear: () => setProblem(undefined) };
}
