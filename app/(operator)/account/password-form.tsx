"use client";

import { signOut } from "next-auth/react";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { PasswordField } from "@/components/ui/password-field";
import { useAction } from "@/components/ui/use-action";
import { useFocusOnFault } from "@/components/ui/use-focus-on-fault";
import { savePassword } from "./actions";

export function PasswordForm({ email }: { email: string }) {
  const { isBusy, problem, fields, run } = useAction();
  const form = useFocusOnFault(fields);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => String(typed.get(name) ?? "");
    void run(
      () => savePassword({ present: text("present"), next: text("next") }),
      () => signOut({ callbackUrl: "/sign-in?next=/account" }),
    );
  }

  return (
    // Before the script has woken up the browser sends it itself: what is secret is never in an address.
    <form ref={form} method="post" onSubmit={submit} className="flex max-w-sm flex-col gap-3.5" noValidate>
      {/* Password managers keep the new one under this. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField
        name="present"
        label="Current password"
        autoComplete="current-password"
        error={fields.present}
      />
      <PasswordField
        name="next"
        label="New password"
        autoComplete="new-password"
        error={fields.next}
        hint="At least 12 characters. Several unrelated words work well."
      />
      <FormProblem problem={problem} fields={fields} />
      <div>
        <Button type="submit" look="solid" busy={isBusy}>
          Change password
        </Button>
      </div>
    </form>
  );
}
