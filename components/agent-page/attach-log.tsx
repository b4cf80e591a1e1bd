"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { Problem } from "@/lib/kernel/result";

interface AttachLogProps {
  contactId: string;
  attach(contactId: string, gzipped: string): Promise<ActionResult<{ bytes: number }>>;
}

const noAnswer: Problem = {
  code: "no-answer",
  sentence: "No response from Patchbay. The log may or may not be attached.",
  wayOut: "Try again. A second copy does no harm.",
};

/** What support needs when a call had no sound: what the softphone wrote down, in the contact's trail. */
export function AttachLog({ contactId, attach }: AttachLogProps) {
  const { isBusy, problem, run } = useAction(noAnswer);
  const [attached, setAttached] = useState<number>();

  function send(): void {
    setAttached(undefined);
    void run(
      async () => {
        const { formatLog, gzipText, readStreamsLog } = await import("./collect-log");
        return attach(contactId, await gzipText(formatLog(readStreamsLog())));
      },
      ({ bytes }) => setAttached(bytes),
    );
  }

  return (
    <div className="flex flex-col items-start gap-2">
      <Button size="small" busy={isBusy} onClick={send}>
        Attach my softphone log
      </Button>
      {attached === undefined ? null : (
        <p role="status" className="text-xs text-ink-soft">
          Attached to this contact: {Math.ceil(attached / 1_000)} KB, without numbers and secrets. It's kept
          for 30 days.
        </p>
      )}
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
