"use client";

import { useEffect, useRef, useState } from "react";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { GuideDeed } from "@/lib/vendors/guide-deed";

interface DeedButtonProps {
  deed: Pick<GuideDeed, "button" | "question">;
  perform: (input: { integrationId: IntegrationId; row: string }) => Promise<ActionResult<string>>;
  integrationId: IntegrationId;
  row: string;
}

/** Has Patchbay do the step at the vendor, after a question. */
export function DeedButton({ deed, perform, integrationId, row }: DeedButtonProps) {
  const { isBusy, problem, run } = useAction();
  const [done, setDone] = useState({ times: 0, sentence: "" });
  const said = useRef<HTMLParagraphElement>(null);
  // The answer that had the focus is gone with the question.
  useEffect(() => {
    if (done.times > 0) said.current?.focus();
  }, [done]);
  return (
    <div className="mt-2 flex flex-col items-start gap-1.5">
      <ConfirmButton
        // Each time that it was done takes the question away.
        key={done.times}
        label={deed.button}
        size="small"
        question={deed.question}
        answer={deed.button}
        isBusy={isBusy}
        onConfirm={() =>
          void run(
            () => perform({ integrationId, row }),
            (sentence) => setDone(({ times }) => ({ times: times + 1, sentence })),
          )
        }
      />
      {done.times > 0 ? (
        <p ref={said} role="status" tabIndex={-1}>
          {done.sentence}
        </p>
      ) : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
