"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { CodeField } from "@/components/account/code-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Problem } from "@/lib/kernel/result";
import { accept } from "./actions";

interface AcceptFormProps {
  token: string;
  email: string;
  hasAccount: boolean;
}

export function AcceptForm({ token, email, hasAccount }: AcceptFormProps) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [needsCode, setNeedsCode] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password") ?? "");
    setBusy(true);
    setProblem(undefined);
    const code = String(form.get("code") ?? "").trim();
    const accepted = await accept({
      token,
      name: String(form.get("name") ?? ""),
      password,
      ...(code ? { code } : {}),
    });
    if (!accepted.ok) {
      if (accepted.problem.code === "sign-in-code-needed") setNeedsCode(true);
      else setProblem(accepted.problem);
      return setBusy(false);
    }
    const next = `/${accepted.value.slug}/overview`;
    // A code counts once, and was just used: the sign-in asks for the next one.
    if (needsCode) return window.location.assign(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
    window.location.assign(next);
  }

  return (
    // Before the script has woken up the browser sends it itself: what is secret is never in an address.
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasAccount ? null : (
        <Field id="name" label="Your name">
          <input id="name" name="name" autoComplete="name" required maxLength={80} className="field-box" />
        </Field>
      )}
      <Field
        id="password"
        label={hasAccount ? "Your password" : "Choose a password"}
        hint={
          hasAccount
            ? "You already have an account. Enter its password to join."
            : "At least 12 characters. Several unrelated words work well."
        }
      >
        <input
          id="password"
          name="password"
          type="password"
          autoComplete={hasAccount ? "current-password" : "new-password"}
          aria-describedby="password-hint"
          required
          minLength={hasAccount ? undefined : 12}
          className="field-box"
        />
      </Field>
      {needsCode ? (
        <CodeField
          autoFocus
          takesRecoveryCode
          hint="This account uses two-step authentication. Enter the code from your authenticator app."
        />
      ) : null}
      {problem ? <ProblemNotice problem={problem} /> : null}
      <Button type="submit" look="solid" busy={isBusy}>
        Join
      </Button>
    </form>
  );
}
