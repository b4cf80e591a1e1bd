"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

const failures: Record<string, string> = {
  CredentialsSignin:
    "The e-mail address or the password is not right. Try again, or ask an administrator for a new invitation.",
  "sign-in-too-many":
    "There were too many failed attempts; the password was not looked at. Wait a quarter of an hour and try again.",
  "database-away": "The console cannot reach its database, so nobody can sign in. Try again in a moment.",
  unexpected:
    "Something went wrong in the console itself. Try again; if it happens again, tell the people who run Patchbay.",
};
const noAnswer = "The console did not answer. Check that it is running, and try again.";

export function SignInForm({ goTo }: { goTo: string }) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    const answer = await signIn("credentials", {
      email: String(form.get("email") ?? ""),
      password: String(form.get("password") ?? ""),
      redirect: false,
    }).catch(() => undefined);
    if (answer?.ok && !answer.error) return window.location.assign(goTo);
    setFailure(answer?.error ? (failures[answer.error] ?? noAnswer) : noAnswer);
    setBusy(false);
  }

  return (
    // Before the script has woken up the browser sends it itself: what is secret is never in an address.
    <form method="post" onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <h1 className="text-lg font-semibold">Sign in</h1>
      <Field id="email" label="E-mail">
        <input id="email" name="email" type="email" autoComplete="username" required className="field-box" />
      </Field>
      <Field id="password" label="Password">
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
      {failure ? (
        <p id="sign-in-failure" role="alert" className="rounded-control bg-bad-wash px-3 py-2 text-bad-ink">
          {failure}
        </p>
      ) : null}
      <Button type="submit" look="solid" busy={isBusy}>
        Sign in
      </Button>
    </form>
  );
}
