"use client";

import { PhoneCall } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { CallableIntegration } from "@/lib/calls/call-endings";
import type { ListFaults } from "./fault-choice";
import { type PlaceCall, TestCallForm } from "./test-call-form";

interface TestCallButtonProps {
  slug: string;
  integrations: readonly CallableIntegration[];
  place: PlaceCall;
  listFaults: ListFaults;
  look?: "plain" | "solid";
  /** The screen goes on as it is; otherwise the call's trail opens. */
  stays?: boolean;
}

export function TestCallButton({
  slug,
  integrations,
  place,
  listFaults,
  look = "plain",
  stays = false,
}: TestCallButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)} aria-haspopup="dialog">
        <PhoneCall className="size-3.5" aria-hidden="true" />
        <span className={stays ? undefined : "max-sm:sr-only"}>Place a test call</span>
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
