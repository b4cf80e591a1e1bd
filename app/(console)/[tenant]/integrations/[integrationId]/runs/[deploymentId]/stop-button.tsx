"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogAnswers } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

interface StopButtonProps {
  isRemoval: boolean;
  stop: () => Promise<ActionResult<"ended" | "stopping">>;
}

/** Says first what stopping does, and what it does not. */
export function StopButton({ isRemoval, stop }: StopButtonProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const { isBusy, problem, run, clear } = useAction();
  const what = isRemoval ? "removal" : "deployment";
  function close(): void {
    setOpen(false);
    clear();
  }
  function done(): void {
    close();
    router.refresh();
  }
  return (
    <>
      <Button size="small" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Stop
      </Button>
      <Dialog open={isOpen} onClose={close} title={`Stop this ${what}?`}>
        <div className="flex flex-col gap-3">
          <ul className="flex list-disc flex-col gap-1 pl-4.5 text-ink-soft">
            <li>The steps in progress finish. No other step starts.</li>
            <li>
              {isRemoval
                ? "What is already removed stays removed; the rest stays in the account."
                : "What is already done stays in the account, and may cost money there."}
            </li>
            <li>Afterward, you can continue with the same steps, create a new plan, or remove everything.</li>
          </ul>
          {problem ? <ProblemNotice problem={problem} /> : null}
          <DialogAnswers>
            <Button data-safe="" onClick={close} disabled={isBusy}>
              Keep it running
            </Button>
            <Button look="danger" busy={isBusy} onClick={() => void run(stop, done)}>
              Stop {what}
            </Button>
          </DialogAnswers>
        </div>
      </Dialog>
    </>
  );
}
