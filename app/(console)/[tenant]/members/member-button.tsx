"use client";

import { useState } from "react";
import { roleOptions } from "@/components/members/roles";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { RadioCards } from "@/components/ui/radio-cards";
import { useAction } from "@/components/ui/use-action";
import type { Role } from "@/prisma/generated/enums";
import { remove, setDisabled, setRole } from "./actions";

interface MemberButtonProps {
  slug: string;
  member: { userId: string; name: string; email: string; role: Role; isDisabled: boolean };
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
  const { isBusy, problem, run } = useAction();
  return (
    <div className="flex flex-col gap-4">
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
          Save the role
        </Button>
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        {isDisabled ? (
          <Button
            busy={isBusy}
            onClick={() => void run(() => setDisabled(slug, { userId, disabled: false }), onDone)}
          >
            Enable the account
          </Button>
        ) : (
          <ConfirmButton
            label="Disable the account"
            question={`${name} is signed out everywhere at once and cannot sign in until enabled again. The membership stays.`}
            answer="Disable"
            isBusy={isBusy}
            onConfirm={() => void run(() => setDisabled(slug, { userId, disabled: true }), onDone)}
          />
        )}
        <ConfirmButton
          label="Remove from the tenant"
          question={`${name} can no longer enter this tenant, from the next click on. The account itself stays.`}
          answer="Remove"
          isBusy={isBusy}
          onConfirm={() => void run(() => remove(slug, { userId }), onDone)}
        />
      </div>
    </div>
  );
}
