"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { IntegrationId } from "@/lib/kernel/ids";

interface ApproveFormProps {
  slug: string;
  approve: (
    slug: string,
    input: { planId: string; confirmedName?: string | undefined },
  ) => Promise<ActionResult<{ deploymentId: string }>>;
  planId: string;
  integrationId: IntegrationId;
  purpose: "deploy" | "remove";
  name: string;
  changes: number;
  /** Approving also saves the settings that it goes back to. */
  isGoingBack: boolean;
}

export function ApproveForm({
  slug,
  approve,
  planId,
  integrationId,
  purpose,
  name,
  changes,
  isGoingBack,
}: ApproveFormProps) {
  const router = useRouter();
  const [typedName, setTypedName] = useState("");
  const [isGoing, startGoing] = useTransition();
  const { isBusy, problem, run } = useAction();
  const isRemoval = purpose === "remove";
  const steps = changes === 1 ? "1 step" : `${changes} steps`;

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(
      () => approve(slug, { planId, confirmedName: isRemoval ? typedName : undefined }),
      ({ deploymentId }) =>
        startGoing(() => router.push(`/${slug}/integrations/${integrationId}/runs/${deploymentId}`)),
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {isRemoval ? (
        <Field id="typed-name" label={`Type “${name}” to remove it`}>
          <input
            id="typed-name"
            value={typedName}
            onChange={(event) => setTypedName(event.target.value)}
            autoComplete="off"
            className="field-box"
          />
        </Field>
      ) : null}
      <Button
        type="submit"
        look={isRemoval ? "danger" : "solid"}
        busy={isBusy || isGoing}
        disabled={isRemoval && typedName.trim() !== name}
      >
        {isRemoval
          ? `Remove ${steps}`
          : isGoingBack && changes === 0
            ? "Restore these settings"
            : `Deploy ${steps}`}
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </form>
  );
}
