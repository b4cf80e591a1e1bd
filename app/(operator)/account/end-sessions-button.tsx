"use client";

import { signOut } from "next-auth/react";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { signOutEverywhere } from "./actions";

export function EndSessionsButton() {
  const { isBusy, problem, run } = useAction();
  return (
    <div className="flex flex-col items-start gap-2">
      <ConfirmButton
        label="Sign out everywhere"
        question="Every browser that is signed in as you, including this one, will have to sign in again."
        answer="Sign out everywhere"
        isBusy={isBusy}
        onConfirm={() =>
          void run(
            () => signOutEverywhere(undefined),
            () => signOut({ callbackUrl: "/sign-in" }),
          )
        }
      />
      {problem ? <ProblemNotice problem={problem} /> : null}
    </div>
  );
}
