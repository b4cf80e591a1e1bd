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
  label: "Bypass the voice agent",
  answer: "Turn on bypass",
  notices: [
    "New callers skip the voice agent and go straight to the queue. Opening hours still apply.",
    "Calls already with the voice agent continue there.",
    "Agents get no metadata with these calls.",
    "This changes the flow in Amazon Connect and takes effect with the next call.",
  ],
};

const backWords = {
  label: "Turn off bypass",
  answer: "Turn off bypass",
  notices: [
    "New callers talk to the voice agent again.",
    "Calls already waiting in the queue stay there.",
    "The flow returns to the last deployed version. This takes effect with the next call.",
  ],
};
