"use client";

import { PhoneCall } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CallableIntegration } from "@/lib/calls/call-endings";
import type { ListFaults } from "./fault-choice";
import { type PlaceCall, TestCallForm } from "./test-call-form";
import { offerTestCall } from "./test-call-opener";

interface TestCallButtonProps {
  slug: string;
  integrations: readonly CallableIntegration[];
  place: PlaceCall;
  listFaults: ListFaults;
  look?: "plain" | "solid";
  /** The screen goes on as it is; otherwise the call's trail opens. */
  stays?: boolean;
  /** The top bar's: the palette opens this one, too. It has no room for its name on narrow screens. */
  isOffered?: boolean;
}

export function TestCallButton({
  slug,
  integrations,
  place,
  listFaults,
  look = "plain",
  stays = false,
  isOffered = false,
}: TestCallButtonProps) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => (isOffered ? offerTestCall(() => setOpen(true)) : undefined), [isOffered]);
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <PhoneCall className="size-3.5" aria-hidden="true" />
        <span className={isOffered ? "max-sm:sr-only" : undefined}>Place a test call</span>
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title="Place a test call">
        <TestCallForm
          slug={slug}
          integrations={integrations}
          place={place}
          listFaults={listFaults}
          onPlaced={() => setOpen(false)}
          stays={stays}
        />
      </Dialog>
    </>
  );
}
