"use client";

import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import type { AskedPrincipal } from "./use-console-principal";

interface PrincipalFieldProps {
  principal: AskedPrincipal;
  value: string;
  fault: string | undefined;
  write: (value: string) => void;
}

/** The identity that the stack's roles trust. Nobody has to type it where Patchbay can read its own. */
export function PrincipalField({ principal, value, fault, write }: PrincipalFieldProps) {
  const [isLeft, setLeft] = useState(false);
  return (
    <div className="w-full max-w-[100ch]">
      <TextField
        name="console-principal"
        label="IAM role or user that Patchbay runs as"
        mono
        aria-required={false}
        placeholder="arn:aws:iam::111122223333:role/path/name"
        value={value}
        onChange={(event) => {
          setLeft(false);
          write(event.target.value.trim());
        }}
        onBlur={() => setLeft(true)}
        error={isLeft ? fault : undefined}
        hint={hintOf(principal)}
      />
    </div>
  );
}

function hintOf(principal: AskedPrincipal): string {
  switch (principal.kind) {
    case "asking":
      return "Looking up Patchbay’s own identity…";
    case "known":
      return "The stack’s roles trust this identity. Change it only if Patchbay will run as another role or user.";
    case "path-unknown":
      return `Patchbay runs as the role ${principal.roleName} in the account ${principal.accountId}, but can’t read the role’s path. Copy the role’s ARN from the IAM console.`;
    case "none":
      return "Patchbay has no AWS credentials at the moment. Enter the ARN of the role or user that it will run as: the stack’s roles trust no one else.";
    case "unknown":
      return "Patchbay couldn’t look up its own identity. Enter the ARN of the role or user that it runs as: the stack’s roles trust no one else.";
  }
}
