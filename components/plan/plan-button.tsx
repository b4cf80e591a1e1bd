"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { rowWithBelow } from "@/components/ui/below-row";
import { Button } from "@/components/ui/button";
import { leaveScreen } from "@/components/ui/leave-screen";
import { useAction } from "@/components/ui/use-action";
import { WaitBelow } from "@/components/ui/wait-below";
import type { ActionResult } from "@/lib/access/action";
import type { IntegrationId } from "@/lib/kernel/ids";

type MadePlan = ActionResult<{ integrationId: IntegrationId; planId: string }>;

interface PlanButtonProps {
  slug: string;
  label: string;
  /** A server action with its arguments bound. */
  plan: () => Promise<MadePlan>;
  look?: "solid" | "plain" | "danger";
  size?: "normal" | "small";
  /** Whose account is read. */
  waitsFor?: string | undefined;
}

/** Looks at the account and opens the plan. Nothing changes by it. */
export function PlanButton({ slug, label, plan, look = "solid", size, waitsFor = "AWS" }: PlanButtonProps) {
  const router = useRouter();
  const [isGoing, startGoing] = useTransition();
  const { isBusy, problem, run, cancel } = useAction();
  return (
    <div className={rowWithBelow}>
      <Button
        look={look}
        size={size}
        busy={isBusy || isGoing}
        onClick={() =>
          leaveScreen(
            () =>
              void run(plan, ({ integrationId, planId }) =>
                startGoing(() => router.push(`/${slug}/integrations/${integrationId}/plans/${planId}`)),
              ),
          )
        }
      >
        {isBusy ? "Reading the account…" : label}
      </Button>
      <WaitBelow isBusy={isBusy} problem={problem} waitsFor={waitsFor} cancel={cancel} />
    </div>
  );
}
