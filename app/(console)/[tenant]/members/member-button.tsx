"use client";

import { useState } from "react";
import { AccountButton, type AccountForm, type ManagedAccount } from "@/app/manage-account/account-button";
import { roleOptions } from "@/components/members/roles";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { RadioCards } from "@/components/ui/radio-cards";
import type { Role } from "@/prisma/generated/enums";
import { makeResetLink, remove, resetSecondFactor, setDisabled, setRole } from "./actions";

interface MemberButtonProps {
  slug: string;
  member: ManagedAccount & { role: Role };
}

/** One member's role, account and membership. */
export function MemberButton({ slug, member }: MemberButtonProps) {
  const { userId, name } = member;
  return (
    <AccountButton
      label="Change"
      account={member}
      makeResetLink={() => makeResetLink(slug, { userId })}
      resetSecondFactor={() => resetSecondFactor(slug, { userId })}
      setDisabled={(disabled) => setDisabled(slug, { userId, disabled })}
      disablingNote={`${name} will be signed out everywhere and can't sign in until the account is enabled again. The membership stays.`}
      above={(form) => <RoleForm slug={slug} member={member} {...form} />}
      more={({ isBusy, run, onDone }) => (
        <ConfirmButton
          label="Remove from tenant"
          question={`${name} loses access to this tenant immediately. The account itself stays.`}
          answer="Remove"
          isBusy={isBusy}
          onConfirm={() => void run(() => remove(slug, { userId }), onDone)}
        />
      )}
    />
  );
}

function RoleForm({ slug, member, isBusy, run, onDone }: MemberButtonProps & AccountForm) {
  const { userId } = member;
  const [role, chooseRole] = useState<Role>(member.role);
  return (
    <>
      <RadioCards name="member-role" legend="Role" options={roleOptions} value={role} onChange={chooseRole} />
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
    </>
  );
}
