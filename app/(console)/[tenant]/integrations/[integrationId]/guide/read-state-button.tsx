"use client";

import { useState } from "react";
import { rowWithBelow } from "@/components/ui/below-row";
import { Button } from "@/components/ui/button";
import { useAction } from "@/components/ui/use-action";
import { WaitBelow } from "@/components/ui/wait-below";
import type { ActionResult } from "@/lib/access/action";

interface ReadStateButtonProps {
  look: () => Promise<ActionResult<{ isNews: boolean }>>;
  /** Who is asked. */
  vendor: string;
}

/** Has the state of a publication read again. News show on the screen, and that there is none is said here. */
export function ReadStateButton({ look, vendor }: ReadStateButtonProps) {
  const { isBusy, problem, run, cancel } = useAction();
  const [isOld, setOld] = useState(false);

  function read(): void {
    setOld(false);
    void run(look, ({ isNews }) => setOld(!isNews));
  }

  return (
    <div className={rowWithBelow}>
      <Button busy={isBusy} onClick={read}>
        {isBusy ? "Reading…" : "Read the state again"}
      </Button>
      <p role="status" className="self-center text-ink-soft">
        {isOld ? `Nothing new: ${vendor} shows the same state.` : ""}
      </p>
      <WaitBelow isBusy={isBusy} problem={problem} waitsFor={vendor} cancel={cancel} />
    </div>
  );
}
