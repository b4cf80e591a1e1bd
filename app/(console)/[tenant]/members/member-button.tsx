"use client";

import { useState } from "react";
import { useConfirmedAction } from "@/app/confirm-identity/use-confirmed-action";
import { ResetLink } from "@/components/members/one-time-link";
import { roleOptions } from "@/components/members/roles";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { RadioCards } from "@/components/ui/radio-cards";
import type { Role } from "@/prisma/generated/enums";
import { makeResetLink, remove, resetSecondFactor, setDisabled, setRole } from "./actions";

interface MemberButtonProps {
  slug: string;
  member: {
    userId: string;
    name: string;
    email: string;
    role: Role;
    isDisabled: boolean;
    hasSecondFactor: boolean;
  };
}

/** One member's role, account and membership, in one dialog: a slip of the keyboard changes nothing. */
export function MemberButton({ slug, member }: MemberButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={`Change ${member.name}`}
        onClick={() => setOpen(true)}
      >
        Change
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={member.name}>
        <MemberForm slug={slug} member={member} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function MemberForm({ slug, member, onDone }: MemberButtonProps & { onDone: () => void }) {
  const { userId, name, email, isDisabled } = member;
  const [role, chooseRole] = useState<Role>(member.role);
  const { isBusy, problem, run, confirmation } = useConfirmedAction();
  const [link, setLink] = useState<{ path: string; expiresAt: string }>();
  if (link) return <ResetLink made={{ email, ...link }} />;
  return (
    <div className="flex flex-col gap-4">
      {confirmation}
      <p className="text-ink-soft">{email}</p>
      <RadioCards name="member-role" legend="Role" options={roleOptions} value={role} onChange={chooseRole} />
      {problem ? <ProblemNotice problem={problem} /> : null}
      <div>
        <Button
          look="solid"
          busy={isBusy}
          disabled={role === member.role}
          onClick={() => void run(() => setRole(slug, { userId, role }), onDone)}
        >
          Save role
        </Button>
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <Button busy={isBusy} onClick={() => void run(() => makeResetLink(slug, { userId }), setLink)}>
          Create password reset link
        </Button>
        {member.hasSecondFactor ? (
          <ConfirmButton
            label="Reset two-step authentication"
            question={`${name} will be signed out everywhere and will need only a password to sign in until two-step authentication is set up again. First make sure that the request really comes from them.`}
            answer="Reset"
            isBusy={isBusy}
            onConfirm={() => void run(() => resetSecondFactor(slug, { userId }), onDone)}
          />
        ) : null}
        {isDisabled ? (
          <Button
            busy={isBusy}
            onClick={() => void run(() => setDisabled(slug, { userId, disabled: false }), onDone)}
          >
            Enable account
          </Button>
        ) : (
          <ConfirmButton
            label="Disable account"
            question={`${name} will be signed out everywhere and can't sign in until the account is enabled again. The membership stays.`}
            answer="Disable"
            isBusy={isBusy}
            onConfirm={() => void run(() => setDisabled(slug, { userId, disabled: true }), onDone)}
          />
        )}
        <ConfirmButton
          label="Remove from tenant"
          question={`${name} loses access to this tenant immediately. The account itself stays.`}
          answer="Remove"
          isBusy={isBusy}
          onConfirm={() => void run(() => remove(slug, { userId }), onDone)}
        />
      </div>
    </div>
  );
}
