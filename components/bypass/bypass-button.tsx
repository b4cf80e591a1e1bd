"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import type { ActionResult } from "@/lib/access/action";

interface BypassButtonProps {
  name: string;
  /** Callers go past the voice agent now. */
  isOn: boolean;
  /** A server action with the integration bound: true sends callers past the voice agent. */
  turn: (on: boolean) => Promise<ActionResult<unknown>>;
  size?: "normal" | "small";
  /** In the banner, where the way back is the next thing to do. */
  look?: "plain" | "solid";
}

/** Past the voice agent, or back to it: says first what callers will notice. */
export function BypassButton({ name, isOn, turn, size, look = "plain" }: BypassButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const { isBusy, problem, run, clear } = useAction();
  const words = isOn ? backWords : pastWords;
  function close(): void {
    setOpen(false);
    clear();
  }
  return (
    <>
      <Button look={look} size={size} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {words.label}
      </Button>
      <Dialog open={isOpen} onClose={close} title={words.label}>
        <div className="flex flex-col gap-3">
          <p className="font-medium">{name}</p>
          <ul className="flex list-disc flex-col gap-1 pl-4.5 text-ink-soft">
            {words.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
          {problem ? <ProblemNotice problem={problem} /> : null}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={close} disabled={isBusy}>
              Cancel
            </Button>
            <Button look="solid" busy={isBusy} onClick={() => void run(() => turn(!isOn), close)}>
              {words.answer}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}

const pastWords = {
  label: "Send callers past the voice agent",
  answer: "Send them straight to the queue",
  notices: [
    "New callers no longer talk to the voice agent: they go straight to the queue and wait for a person. Opening hours still count.",
    "Calls that are with the voice agent now go on as they are.",
    "Agents get no metadata with these calls.",
    "It is one change to the flow in Amazon Connect, and counts from the next call on.",
  ],
};

const backWords = {
  label: "Back to the voice agent",
  answer: "Let the voice agent answer again",
  notices: [
    "New callers talk to the voice agent again, and come to the queue through it.",
    "Calls that are waiting in the queue now stay there.",
    "The flow becomes what the last deployment left. It counts from the next call on.",
  ],
};
