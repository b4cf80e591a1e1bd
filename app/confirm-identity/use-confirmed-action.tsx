"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { CodeField } from "@/components/account/code-field";
import { Button } from "@/components/ui/button";
import { Dialog, DialogAnswers } from "@/components/ui/dialog";
import { PasswordField } from "@/components/ui/password-field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";
import { askHowToConfirm, confirm } from "./actions";

type Way = "code" | "password" | undefined;

/**
 * Like useAction, for actions that ask for the password or a code again: the dialog (put `confirmation` anywhere) asks for it
 * and then does what was wanted.
 */
export function useConfirmedAction() {
  const action = useAction();
  const [asking, setAsking] = useState<{ way: Way; goOn: () => void }>();

  async function run<Value>(
    work: () => Promise<ActionResult<Value>>,
    onDone: (value: Value) => void,
  ): Promise<void> {
    await action.run(async () => {
      const result = await work();
      if (result.ok || result.problem.code !== "confirm-identity") return result;
      const way = await askHowToConfirm(undefined);
      if (!way.ok) return way;
      setAsking({ way: way.value, goOn: () => void run(work, onDone) });
      return result;
    }, onDone);
  }

  const isAsked = action.problem?.code === "confirm-identity";
  const confirmation: ReactNode = (
    <Dialog open={asking !== undefined} onClose={() => setAsking(undefined)} title="Confirm your identity">
      {asking ? (
        <ConfirmForm
          way={asking.way}
          onDone={() => {
            setAsking(undefined);
            asking.goOn();
          }}
        />
      ) : null}
    </Dialog>
  );
  return { ...action, problem: isAsked ? undefined : action.problem, run, confirmation };
}

function ConfirmForm({ way, onDone }: { way: Way; onDone: () => void }) {
  const { isBusy, problem, run } = useAction();
  if (!way) {
    return (
      <p>
        Your account has no password and no authenticator app. Sign out, sign in again, and try again within
        five minutes.
      </p>
    );
  }
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    event.stopPropagation();
    const typed = new FormData(event.currentTarget);
    void run(() => confirm({ answer: String(typed.get(way ?? "") ?? "") }), onDone);
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4" noValidate>
      {way === "code" ? (
        <CodeField autoFocus takesRecoveryCode hint="From your authenticator app, or a recovery code." />
      ) : (
        <PasswordField name="password" label="Your password" autoComplete="current-password" />
      )}
      {problem ? <ProblemNotice problem={problem} /> : null}
      <DialogAnswers>
        <Button type="submit" look="solid" busy={isBusy}>
          Confirm
        </Button>
      </DialogAnswers>
    </form>
  );
}
