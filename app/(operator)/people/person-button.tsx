"use client";

import { AccountButton, type ManagedAccount } from "@/app/manage-account/account-button";
import { makeResetLink, resetSecondFactor, setDisabled } from "./actions";

/** What an operator can do with one account. */
export function PersonButton(person: ManagedAccount) {
  const { userId, name } = person;
  return (
    <AccountButton
      label="Manage"
      account={person}
      makeResetLink={() => makeResetLink({ userId })}
      resetSecondFactor={() => resetSecondFactor({ userId })}
      setDisabled={(disabled) => setDisabled({ userId, disabled })}
      disablingNote={`${name} will be signed out everywhere, in every tenant, and can't sign in until an operator enables the account.`}
    />
  );
}
