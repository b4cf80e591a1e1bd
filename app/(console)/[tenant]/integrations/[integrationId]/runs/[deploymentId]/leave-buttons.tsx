"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

interface LeaveButtonsProps {
  deploymentId: string;
  steps: { id: string; title: string; name: string }[];
  leave: (input: { deploymentId: string; stepId: string }) => Promise<ActionResult<{ deploymentId: string }>>;
}

/** One for each thing that could not be removed. The removal continues without it. */
export function LeaveButtons({ deploymentId, steps, leave }: LeaveButtonsProps) {
  const router = useRouter();
  const { isBusy, problem, run } = useAction();
  return (
    <div className="flex min-w-0 flex-col items-end gap-1">
      {steps.map(({ id, title, name }) => (
        <Button
          key={id}
          size="small"
          busy={isBusy}
          title={`${title} ${name}`}
          className="min-w-0 max-w-full whitespace-normal break-all"
          onClick={() =>
            void run(
              () => leave({ deploymentId, stepId: id }),
              () => router.refresh(),
            )
          }
        >
          Leave {name} in the account
        </Button>
      ))}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
