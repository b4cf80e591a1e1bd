"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { CodeField } from "@/components/account/code-field";
import { isCodeNeeded, saySignInFailure } from "@/components/account/sign-in-failures";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

interface SignInFormProps {
  goTo: string;
  /** The code of a sign-in elsewhere that failed. */
  failure: string | undefined;
  /** Other ways in: shown until a code is asked for. */
  children: ReactNode;
}

export function SignInForm({ goTo, failure: given, children }: SignInFormProps) {
  const [isBusy, setBusy] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const [failure, setFailure] = useState(given ? saySignInFailure(given) : undefined);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setFailure(undefined);
    const answer = await signIn("credentials", {
      email: text("email"),
      password: text("password"),
      ...(needsCode ? { code: text("code") } : {}),
      redirect: false,
    }).catch(() => undefined);
    if (answer?.ok && !answer.error) return window.location.assign(goTo);
    if (isCodeNeeded(answer?.error)) setNeedsCode(true);
    else setFailure(saySignInFailure(answer?.error));
    setBusy(false);
  }

  return (
    <>
      {/* Before the script has woken up the browser sends it itself: what is secret is never in an address. */}
      <form method="post" onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <h1 className="text-lg font-semibold">{needsCode ? "Two-step authentication" : "Sign in"}</h1>
        {/* They stay in the form, and are sent again with the code. */}
        <div hidden={needsCode} className={needsCode ? undefined : "flex flex-col gap-4"}>
          <Field id="email" label="Email" required>
            <input
              id="email"
              name="email"
              type="email"
              autoComplete="username"
              required
              className="field-box"
            />
          </Field>
          <Field id="password" label="Password" required>
            <input
              id="password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              aria-describedby={failure ? "sign-in-failure" : undefined}
              className="field-box"
            />
          </Field>
        </div>
        {needsCode ? (
          <CodeField
            autoFocus
            takesRecoveryCode
            hint="Enter the 6-digit code from your authenticator app, or one of your recovery codes."
          />
        ) : null}
        {failure ? (
          <p id="sign-in-failure" role="alert" className="rounded-control bg-bad-wash px-3 py-2 text-bad-ink">
            {failure}
          </p>
        ) : null}
        <Button type="submit" look="solid" busy={isBusy}>
          {needsCode ? "Verify" : "Sign in"}
        </Button>
        {needsCode ? (
          <Button
            look="quiet"
            onClick={() => {
              setNeedsCode(false);
              setFailure(undefined);
            }}
          >
            Use another account
          </Button>
        ) : null}
      </form>
      {needsCode ? null : children}
    </>
  );
}
