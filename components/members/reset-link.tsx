"use client";

import { useEffect, useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";

export interface MadeResetLink {
  email: string;
  /** "/reset-password/<token>" */
  path: string;
  expiresAt: string;
}

/** A password reset link that was made this moment: it can be read here and never again. */
export function ResetLink({ email, path, expiresAt }: MadeResetLink) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const link = `${window.location.origin}${path}`;
  return (
    <div
      ref={box}
      role="status"
      tabIndex={-1}
      className="flex flex-col gap-1.5 rounded-control border border-good bg-good-wash px-3 py-2.5 outline-none"
    >
      <p className="font-semibold break-words">Send this link to {email}</p>
      <p className="text-xs text-ink-soft">
        It's shown once, works once, and expires <Time at={expiresAt} />. Whoever has it can set the password,
        so send it as you would send a password.
      </p>
      <code
        data-testid="reset-link"
        className="rounded-control border border-line bg-panel px-2 py-1 font-mono text-xs break-all"
      >
        {link}
      </code>
      <div>
        <CopyButton value={link} label="the reset link" />
      </div>
    </div>
  );
}
