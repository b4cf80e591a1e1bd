"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { TextField } from "@/components/ui/text-field";
import { useAction } from "@/components/ui/use-action";
import { requestReset } from "./actions";

export function ForgotForm() {
  const { isBusy, problem, fields, run } = useAction();
  const [sentTo, setSentTo] = useState<string>();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "");
    void run(
      () => requestReset({ email }),
      () => setSentTo(email.trim()),
    );
  }

  if (sentTo) {
    return (
      <div role="status">
        <h1 className="text-lg font-semibold">Check your email</h1>
        <p className="text-ink-soft">
          If there is an account for <span className="break-words text-ink">{sentTo}</span>, a link is on its
          way. It works once, for 30 minutes. If nothing arrives, check your spam folder or ask an
          administrator.
        </p>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <div>
        <h1 className="text-lg font-semibold">Reset your password</h1>
        <p className="text-ink-soft">Enter your email address, and we'll send you a link.</p>
      </div>
      <TextField
        name="email"
        label="Email address"
        type="email"
        autoComplete="username"
        error={fields.email}
      />
      <FormProblem problem={problem} fields={fields} />
      <Button type="submit" look="solid" busy={isBusy}>
        Send link
      </Button>
    </form>
  );
}
