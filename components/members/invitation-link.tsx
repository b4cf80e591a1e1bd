"use client";

import { useEffect, useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";

export interface MadeInvitation {
  email: string;
  /** "/invitation/<token>" */
  path: string;
  expiresAt: string;
}

/** The link of an invitation that was made this moment: it can be read here and never again. */
export function InvitationLink({ email, path, expiresAt }: MadeInvitation) {
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
        It is shown this once, opens once, and ends on <Time at={expiresAt} />. Who has it can join: send it
        the way you would send a key.
      </p>
      <code
        data-testid="invitation-link"
        className="rounded-control border border-line bg-panel px-2 py-1 font-mono text-xs break-all"
      >
        {link}
      </code>
      <div>
        <CopyButton value={link} label="the invitation's link" />
      </div>
    </div>
  );
}
