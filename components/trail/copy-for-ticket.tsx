"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

const saidForMs = 2_000;
const words = { copied: "Copied", failed: "Couldn't copy" } as const;

/** Open trail as plain text on the clipboard; it waits for sources that are still being read. */
export function CopyForTicket({ text }: { text: Promise<string> }) {
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
      await navigator.clipboard.writeText(await text);
      setSaid("copied");
    } catch {
      setSaid("failed");
    }
    setBusy(false);
  }
  return (
    <>
      <Button busy={isBusy} onClick={copy}>
        {said ? words[said] : "Copy for a ticket"}
      </Button>
      <span role="status" className="sr-only">
        {said ? words[said] : ""}
      </span>
    </>
  );
}
