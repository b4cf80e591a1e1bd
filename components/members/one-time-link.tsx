"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";

export interface MadeLink {
  email: string;
  /** "/invitation/<token>" or "/reset-password/<token>" */
  path: string;
  expiresAt: string;
  /** Of an invitation: its link is shown only while it is open. */
  invitationId?: string;
}

/** A link that was just created: it's shown here and never again. */
function OneTimeLink({
  made: { email, path, expiresAt },
  name,
  children,
}: {
  made: MadeLink;
  /** Also the test's handle: "reset link" is "reset-link". */
  name: string;
  children: ReactNode;
}) {
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
        It's shown once, works once, and expires on <Time at={expiresAt} />. {children}
      </p>
      <code
        data-testid={name.replaceAll(" ", "-")}
        className="rounded-control border border-line bg-panel px-2 py-1 font-mono text-xs break-all"
      >
        {link}
      </code>
      <div>
        <CopyButton value={link} label={`the ${name}`} />
      </div>
    </div>
  );
}

export function InvitationLink({ made }: { made: MadeLink }) {
  return (
    <OneTimeLink made={made} name="invitation link">
      Whoever has it can join, so send it as you would send a password.
    </OneTimeLink>
  );
}

export function ResetLink({ made }: { made: MadeLink }) {
  return (
    <OneTimeLink made={made} name="reset link">
      Whoever has it can set the password, so send it as you would send a password.
    </OneTimeLink>
  );
}
