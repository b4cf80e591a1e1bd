"use client";

import type { ActionResult } from "@/lib/access/action";
import { rowWithBelow } from "./below-row";
import { Button } from "./button";
import { useAction } from "./use-action";
import { WaitBelow } from "./wait-below";

interface CheckButtonProps {
  label: string;
  /** A server action with its arguments bound. */
  check: () => Promise<ActionResult<unknown>>;
  /** The other side, by its name. */
  waitsFor: string;
}

/** Has something read at the other side, and the screen shows it. */
export function CheckButton({ label, check, waitsFor }: CheckButtonProps) {
  const { isBusy, problem, run, cancel } = useAction();
  return (
    <div className={rowWithBelow}>
      <Button busy={isBusy} onClick={() => void run(check, () => undefined)}>
        {isBusy ? "Checking…" : label}
      </Button>
      <WaitBelow isBusy={isBusy} problem={problem} waitsFor={waitsFor} cancel={cancel} />
    </div>
  );
}
