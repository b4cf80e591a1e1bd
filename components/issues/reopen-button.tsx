"use client";

import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import type { IssueKey } from "@/lib/contacts/issues/issue";

interface ReopenButtonProps {
  slug: string;
  issueKey: IssueKey;
  reopen: (slug: string, input: IssueKey) => Promise<ActionResult<unknown>>;
}

export function ReopenButton({ slug, issueKey, reopen }: ReopenButtonProps) {
  const { isBusy, problem, run } = useAction();
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        busy={isBusy}
        onClick={() =>
          void run(
            () => reopen(slug, issueKey),
            () => undefined,
          )
        }
      >
        Reopen
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
