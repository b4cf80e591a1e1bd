"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

interface RetryButtonProps {
  label: "Try again" | "Continue";
  retry: () => Promise<ActionResult<{ deploymentId: string }>>;
}

/** Goes on with the same approved steps. */
export function RetryButton({ label, retry }: RetryButtonProps) {
  const router = useRouter();
  const { isBusy, problem, run } = useAction();
  return (
    <div className="flex flex-col items-end gap-1">
      <Button busy={isBusy} onClick={() => void run(retry, () => router.refresh())}>
        {label}
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
