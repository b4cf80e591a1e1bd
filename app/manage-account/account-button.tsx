"use client";

import { type ReactNode, useState } from "react";
import { useConfirmedAction } from "@/app/confirm-identity/use-confirmed-action";
import { ResetLink } from "@/components/members/one-time-link";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { ActionResult } from "@/lib/access/action";

export interface ManagedAccount {
  userId: string;
  name: string;
  email: string;
  isDisabled: boolean;
  hasSecondFactor: boolean;
}

/** For what a screen adds to the dialog. */
export interface AccountForm {
  isBusy: boolean;
  run: ReturnType<typeof useConfirmedAction>["run"];
  onDone(): void;
}

interface AccountButtonProps {
  /** The button's verb. */
  label: "Change" | "Manage";
  account: ManagedAccount;
  /** Server actions on this account, each of which may ask for the password or a code again. */
  makeResetLink(): Promise<ActionResult<{ path: string; expiresAt: string }>>;
  resetSecondFactor(): Promise<ActionResult<unknown>>;
  setDisabled(disabled: boolean): Promise<ActionResult<unknown>>;
  /** What disabling the account does, as a sentence. */
  disablingNote: string;
  above?: (form: AccountForm) => ReactNode;
  more?: (form: AccountForm) => ReactNode;
}

/** What can be done with somebody's account, in one dialog: a slip of the keyboard changes nothing. */
export function AccountButton(props: AccountButtonProps) {
  const { label, account } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={`${label} ${account.name}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={account.name}>
        <AccountActions {...props} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function AccountActions({
  account: { name, email, isDisabled, hasSecondFactor },
  makeResetLink,
  resetSecondFactor,
  setDisabled,
  disablingNote,
  above,
  more,
  onDone,
}: AccountButtonProps & { onDone(): void }) {
  const { isBusy, problem, run, confirmation } = useConfirmedAction();
  const [link, setLink] = useState<{ path: string; expiresAt: string }>();
  if (link) return <ResetLink made={{ email, ...link }} />;
  const form = { isBusy, run, onDone };
  return (
    <div className="flex flex-col gap-4">
      {confirmation}
      <p className="text-ink-soft">{email}</p>
      {above?.(form)}
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div className={classNames("flex flex-wrap gap-2", above && "border-t border-line pt-4")}>
        {/* A disabled account takes no link: it's enabled first. */}
        {isDisabled ? null : (
          <Button busy={isBusy} onClick={() => void run(makeResetLink, setLink)}>
            Create password reset link
          </Button>
        )}
        {hasSecondFactor ? (
          <ConfirmButton
            label="Reset two-step authentication"
            question={`${name} will be signed out everywhere and will need only a password to sign in until two-step authentication is set up again. First make sure that the request really comes from them.`}
            answer="Reset"
            isBusy={isBusy}
            onConfirm={() => void run(resetSecondFactor, onDone)}
          />
        ) : null}
        {isDisabled ? (
          <Button busy={isBusy} onClick={() => void run(() => setDisabled(false), onDone)}>
            Enable account
          </Button>
        ) : (
          <ConfirmButton
            label="Disable account"
            question={disablingNote}
            answer="Disable"
            isBusy={isBusy}
            onConfirm={() => void run(() => setDisabled(true), onDone)}
          />
        )}
        {more?.(form)}
      </div>
    </div>
  );
}
