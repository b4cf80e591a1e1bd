"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

type MadePlan = ActionResult<{ integrationId: string; planId: string }>;

interface PlanButtonProps {
  slug: string;
  label: string;
  /** A server action with its arguments bound. */
  plan: () => Promise<MadePlan>;
  look?: "solid" | "plain" | "danger";
}

/** Looks at the account and opens the plan. Nothing changes by it. */
export function PlanButton({ slug, label, plan, look = "solid" }: PlanButtonProps) {
  const router = useRouter();
  const [isGoing, startGoing] = useTransition();
  const { isBusy, problem, run } = useAction();
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <Button
        look={look}
        busy={isBusy || isGoing}
        onClick={() =>
          void run(plan, ({ integrationId, planId }) =>
            startGoing(() => router.push(`/${slug}/integrations/${integrationId}/plans/${planId}`)),
          )
        }
      >
        {isBusy ? "Reading the account…" : label}
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
