"use client";

import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

interface RotateButtonProps {
  /** What is rotated: "token". */
  noun: string;
  rotate: () => Promise<ActionResult<null>>;
}

export function RotateButton({ noun, rotate }: RotateButtonProps) {
  const { isBusy, problem, run } = useAction();
  return (
    <div className="flex flex-col items-end gap-2">
      <Button busy={isBusy} onClick={() => void run(rotate, () => undefined)}>
        Rotate {noun}
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
