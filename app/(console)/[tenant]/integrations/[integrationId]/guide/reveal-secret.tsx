"use client";

import { useState } from "react";
import { useConfirmedAction } from "@/app/confirm-identity/use-confirmed-action";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { ActionResult } from "@/lib/access/action";
import type { IntegrationId } from "@/lib/kernel/ids";

interface RevealSecretProps {
  reveal: (input: { integrationId: IntegrationId; name: string }) => Promise<ActionResult<string>>;
  integrationId: IntegrationId;
  name: string;
  label: string;
}

/** A secret that the console itself made for this form: shown to who confirms who they are; each showing is in the audit. */
export function RevealSecret({ reveal, integrationId, name, label }: RevealSecretProps) {
  const [value, setValue] = useState<string>();
  const { isBusy, problem, run, confirmation } = useConfirmedAction();
  if (value !== undefined) {
    return (
      <>
        <span data-secret className="font-mono text-xs break-all">
          {value}
        </span>
        <CopyButton value={value} label={label} small />
        <Button size="small" look="quiet" onClick={() => setValue(undefined)}>
          Hide<span className="sr-only"> {label}</span>
        </Button>
      </>
    );
  }
  return (
    <>
      <span aria-hidden="true" className="font-mono text-xs text-ink-faint">
        ••••••••••••••••
      </span>
      <Button
        size="small"
        busy={isBusy}
        onClick={() => void run(() => reveal({ integrationId, name }), setValue)}
      >
        Show<span className="sr-only"> {label}</span>
      </Button>
      <span className="text-xs text-ink-faint">recorded in the audit log</span>
      {confirmation}
      {problem ? (
        <span role="alert" className="text-xs text-bad-ink">
          {problem.sentence} {problem.wayOut}
        </span>
      ) : null}
    </>
  );
}
