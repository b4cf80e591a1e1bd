"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { CodeField } from "@/components/account/code-field";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import { accept } from "./actions";

interface AcceptFormProps {
  token: string;
  email: string;
  hasAccount: boolean;
}

export function AcceptForm({ token, email, hasAccount }: AcceptFormProps) {
  const [isEntering, setEntering] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);
  const asksForCode = problem?.code === "sign-in-code-needed";
  if (asksForCode && !needsCode) setNeedsCode(true);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => String(typed.get(name) ?? "");
    const password = text("password");
    const code = text("code").trim();
    void run(
      () => accept({ token, name: text("name"), password, ...(code ? { code } : {}) }),
      ({ path }) => {
        setEntering(true);
        // A code counts once, and was just used: the sign-in asks for the next one.
        if (needsCode) return window.location.assign(`/sign-in?next=${encodeURIComponent(path)}`);
        void signIn("credentials", { email, password, redirect: false })
          .catch(() => undefined)
          .then(() => window.location.assign(path));
      },
    );
  }

  return (
    // Before the script has woken up the browser sends it itself: what is secret is never in an address.
    <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasAccount ? null : (
        <TextField name="name" label="Your name" autoComplete="name" maxLength={80} error={fields.name} />
      )}
      <PasswordField
        name="password"
        label={hasAccount ? "Your password" : "Choose a password"}
        autoComplete={hasAccount ? "current-password" : "new-password"}
        error={fields.password}
        hint={
          hasAccount
            ? "You already have an account. Enter its password to join."
            : "At least 12 characters. Several unrelated words work well."
        }
      />
      {needsCode ? (
        <CodeField
          autoFocus
          takesRecoveryCode
          hint="This account uses two-step authentication. Enter the code from your authenticator app."
        />
      ) : null}
      <FormProblem problem={asksForCode ? undefined : problem} fields={fields} />
      <Button type="submit" look="solid" busy={isBusy || isEntering}>
        Join
      </Button>
    </form>
  );
}
