"use client";

import { useState } from "react";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { IntegrationId } from "@/lib/kernel/ids";

interface TickBoxProps {
  isDone: boolean;
  label: string;
  disabled: boolean;
  tick: (input: { integrationId: IntegrationId; row: string; done: boolean }) => Promise<ActionResult<null>>;
  integrationId: IntegrationId;
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
        disabled={disabled}
        aria-busy={isBusy || undefined}
        onChange={(event) => {
          // Not disabled meanwhile: that would take the focus away from whoever ticks by the keyboard.
          if (isBusy) return;
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
        <span role="alert" className="max-w-44 text-xs text-bad-ink">
          {problem.sentence} {problem.wayOut}
        </span>
      ) : null}
    </span>
  );
}
