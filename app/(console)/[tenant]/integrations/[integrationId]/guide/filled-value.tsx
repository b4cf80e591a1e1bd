"use client";

import { useState } from "react";
import { useConfirmedAction } from "@/app/confirm-identity/use-confirmed-action";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { ActionResult } from "@/lib/access/action";
import type { GuideValue } from "@/lib/blueprints/blueprint";
import { fillSecret } from "@/lib/blueprints/fill-secret";
import type { IntegrationId } from "@/lib/kernel/ids";
import { ValueBlock } from "./value-block";

interface FilledValueProps {
  value: string;
  fill: NonNullable<GuideValue["fill"]>;
  label: string;
  integrationId: IntegrationId;
  /** undefined for who may not see the secret: the placeholder stays. */
  reveal:
    | ((input: { integrationId: IntegrationId; name: string }) => Promise<ActionResult<string>>)
    | undefined;
}

/** A value with a placeholder for a secret, and the same ready to paste for who confirms who they are; recorded as a showing. */
export function FilledValue({ value, fill, label, integrationId, reveal }: FilledValueProps) {
  const [filled, setFilled] = useState<string>();
  const { isBusy, problem, run, confirmation } = useConfirmedAction();
  return (
    <div className="min-w-0 flex-1">
      <div className="flex items-start gap-2" data-secret={filled === undefined ? undefined : true}>
        <ValueBlock value={filled ?? value} isBlock />
        <CopyButton value={filled ?? value} label={label} />
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-2 text-xs text-ink-faint">
        {reveal === undefined ? (
          <span>An administrator can insert the token in place of {fill.placeholder}.</span>
        ) : filled === undefined ? (
          <>
            <Button
              size="small"
              busy={isBusy}
              onClick={() =>
                void run(
                  () => reveal({ integrationId, name: fill.secret }),
                  (secret) => setFilled(fillSecret(value, fill, secret)),
                )
              }
            >
              Insert token<span className="sr-only"> into {label}</span>
            </Button>
            <span>in place of {fill.placeholder}; recorded in the audit log</span>
          </>
        ) : (
          <>
            <Button size="small" look="quiet" onClick={() => setFilled(undefined)}>
              Hide token<span className="sr-only"> in {label}</span>
            </Button>
            <span>Ready to paste.</span>
          </>
        )}
        {confirmation}
        {problem ? (
          <span role="alert" className="text-bad-ink">
            {problem.sentence} {problem.wayOut}
          </span>
        ) : null}
      </div>
    </div>
  );
}
