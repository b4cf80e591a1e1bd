"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { PasswordField } from "@/components/ui/password-field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { setNewPassword } from "./actions";

export function ResetForm({ token, email }: { token: string; email: string }) {
  const { isBusy, problem, run } = useAction();
  const [isDone, setDone] = useState(false);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    void run(
      () => setNewPassword({ token, password }),
      () => setDone(true),
    );
  }

  if (isDone) {
    return (
      <div role="status" className="flex flex-col items-start gap-3">
        <p>Your password was changed, and every session was signed out.</p>
        <LinkButton href="/sign-in" look="solid">
          Sign in
        </LinkButton>
      </div>
    );
  }
  return (
    // Before the script has woken up the browser sends it itself: what is secret is never in an address.
    <form method="post" onSubmit={submit} className="flex flex-col gap-4" noValidate>
      {/* Password managers keep the new one under this. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField
        name="password"
        label="New password"
        autoComplete="new-password"
        hint="At least 12 characters. Several unrelated words work well."
      />
      {problem ? <ProblemNotice problem={problem} /> : null}
      <Button type="submit" look="solid" busy={isBusy}>
        Set new password
      </Button>
    </form>
  );
}
