"use client";

import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { revoke } from "./actions";

export function RevokeButton({
  slug,
  invitationId,
  email,
}: Record<"slug" | "invitationId" | "email", string>) {
  const { isBusy, problem, run } = useAction();
  return (
    <>
      <Button
        size="small"
        busy={isBusy}
        aria-label={`Revoke the invitation for ${email}`}
        onClick={() =>
          void run(
            () => revoke(slug, { invitationId }),
            () => undefined,
          )
        }
      >
        Revoke
      </Button>
      {problem ? <ProblemNotice problem={problem} /> : null}
    </>
  );
}
