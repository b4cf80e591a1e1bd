"use client";

import { ConfirmButton } from "@/components/ui/confirm-button";
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
      <ConfirmButton
        size="small"
        label="Revoke"
        name={`Revoke the invitation for ${email}`}
        question={`Revoke the invitation for ${email}? Its link stops working immediately. This can't be undone, but you can invite them again.`}
        answer="Revoke"
        isBusy={isBusy}
        onConfirm={() =>
          void run(
            () => revoke(slug, { invitationId }),
            () => undefined,
          )
        }
      />
      {problem ? <ProblemNotice problem={problem} /> : null}
    </>
  );
}
