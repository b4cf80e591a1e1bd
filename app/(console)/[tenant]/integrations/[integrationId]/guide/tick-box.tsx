"use client";

import { useState } from "react";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

interface TickBoxProps {
  isDone: boolean;
  label: string;
  disabled: boolean;
  tick: (input: { integrationId: string; row: string; done: boolean }) => Promise<ActionResult<null>>;
  integrationId: string;
  row: string;
}

export function TickBox({ isDone, label, disabled, tick, integrationId, row }: TickBoxProps) {
  const [shown, setShown] = useState(isDone);
  const { isBusy, problem, run } = useAction();
  return (
    <span className="flex flex-col">
      <input
        type="checkbox"
        aria-label={label}
        checked={problem ? isDone : shown}
        disabled={disabled || isBusy}
        onChange={(event) => {
          const done = event.target.checked;
          setShown(done);
          void run(
            () => tick({ integrationId, row, done }),
            () => undefined,
          );
        }}
        className="mt-0.5 size-4 accent-good"
      />
      {problem ? (
        <span role="alert" className="sr-only">
          {problem.sentence}
        </span>
      ) : null}
    </span>
  );
}
