"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { finishTicket } from "./finish-ticket";

const saidForMs = 2_000;
const words = { copied: "Copied", failed: "Couldn't copy" } as const;

/** What one gives to others of a trail: its address, and all of it as plain text once its sources have been read. */
export function CopyActions({ ticket }: { ticket: Promise<string> }) {
  return (
    <>
      <CopyText label="Copy link" write={async () => addressHere() + window.location.hash} />
      <CopyText
        label="Copy for a ticket"
        write={async () => {
          const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
          return finishTicket(await ticket, addressHere(), timeZone);
        }}
      />
    </>
  );
}

/** Without what is filtered and shown in clear: whoever is given it looks for themselves. */
function addressHere(): string {
  return window.location.origin + window.location.pathname;
}

function CopyText({ label, write }: { label: string; write: () => Promise<string> }) {
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<keyof typeof words>();
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), saidForMs);
    return () => clearTimeout(timer);
  }, [said]);
  async function copy(): Promise<void> {
    setBusy(true);
    try {
      await navigator.clipboard.writeText(await write());
      setSaid("copied");
    } catch {
      setSaid("failed");
    }
    setBusy(false);
  }
  return (
    <>
      <Button busy={isBusy} onClick={copy}>
        {said ? words[said] : label}
      </Button>
      <span role="status" className="sr-only">
        {said ? words[said] : ""}
      </span>
    </>
  );
}
