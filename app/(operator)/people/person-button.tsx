"use client";

import { useState } from "react";
import { useConfirmedAction } from "@/app/confirm-identity/use-confirmed-action";
import { ResetLink } from "@/components/members/one-time-link";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Person } from "@/lib/access/auth/people";
import { makeResetLink, resetSecondFactor, setDisabled } from "./actions";

type PersonButtonProps = Pick<Person, "userId" | "name" | "email" | "isDisabled" | "hasSecondFactor">;

/** What an operator can do with one account, in one dialog: a slip of the keyboard changes nothing. */
export function PersonButton(person: PersonButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={`Manage ${person.name}`}
        onClick={() => setOpen(true)}
      >
        Manage
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={person.name}>
        <PersonForm person={person} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function PersonForm({ person, onDone }: { person: PersonButtonProps; onDone: () => void }) {
  const { userId, name, email, isDisabled, hasSecondFactor } = person;
  const { isBusy, problem, run, confirmation } = useConfirmedAction();
  const [link, setLink] = useState<{ path: string; expiresAt: string }>();
  if (link) return <ResetLink made={{ email, ...link }} />;
  return (
    <div className="flex flex-col gap-4">
      {confirmation}
      <p className="text-ink-soft">{email}</p>
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button busy={isBusy} onClick={() => void run(() => makeResetLink({ userId }), setLink)}>
          Create password reset link
        </Button>
        {hasSecondFactor ? (
          <ConfirmButton
            label="Reset two-step authentication"
            question={`${name} will be signed out everywhere and will need only a password to sign in until two-step authentication is set up again. First make sure that the request really comes from them.`}
            answer="Reset"
            isBusy={isBusy}
            onConfirm={() => void run(() => resetSecondFactor({ userId }), onDone)}
          />
        ) : null}
        {isDisabled ? (
          <Button
            busy={isBusy}
            onClick={() => void run(() => setDisabled({ userId, disabled: false }), onDone)}
          >
            Enable account
          </Button>
        ) : (
          <ConfirmButton
            label="Disable account"
            question={`${name} will be signed out everywhere, in every tenant, and can't sign in until an operator enables the account.`}
            answer="Disable"
            isBusy={isBusy}
            onConfirm={() => void run(() => setDisabled({ userId, disabled: true }), onDone)}
          />
        )}
      </div>
    </div>
  );
}
