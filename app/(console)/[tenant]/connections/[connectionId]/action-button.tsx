"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/action";

interface ActionButtonProps {
  label: string;
  busyLabel?: string;
  run: () => Promise<ActionResult<unknown>>;
  look?: "plain" | "danger";
  /** Where to go when it is done; else the screen is drawn anew. */
  goTo?: string;
  /** Asked before a removal: a second press does it. */
  confirm?: string;
}

export function ActionButton({ label, busyLabel, run: work, look, goTo, confirm }: ActionButtonProps) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const { isBusy, problem, run } = useAction();
  const start = () => void run(work, () => (goTo ? router.push(goTo) : undefined));
  return (
    <div className="flex flex-col items-start gap-2">
      {isAsking ? (
        <span className="flex flex-wrap items-center gap-2">
          {confirm}
          <Button look={look} busy={isBusy} onClick={start}>
            Yes
          </Button>
          <Button look="quiet" onClick={() => setAsking(false)}>
            No
          </Button>
        </span>
      ) : (
        <Button look={look} busy={isBusy} onClick={() => (confirm ? setAsking(true) : start())}>
          {isBusy && busyLabel ? busyLabel : label}
        </Button>
      )}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
