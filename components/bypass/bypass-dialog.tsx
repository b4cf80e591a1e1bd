"use client";

import { Button } from "@/components/ui/button";
import { Dialog, DialogAnswers } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useAction } from "@/components/ui/use-action";
import { WaitNote } from "@/components/ui/wait-note";
import type { ActionResult } from "@/lib/access/action";
import { type BypassWords, bypassLabel } from "@/lib/blueprints/bypass-words";

/** A server action with the integration bound: true sends callers past the voice agent. */
export type TurnBypass = (on: boolean) => Promise<ActionResult<unknown>>;

interface BypassDialogProps {
  open: boolean;
  onClose: () => void;
  name: string;
  /** Callers go past the voice agent now. */
  isOn: boolean;
  turn: TurnBypass;
  words: BypassWords;
}

/** Says what callers will notice, and turns the bypass of one integration on or off. */
export function BypassDialog({ open, onClose, name, isOn, turn, words: given }: BypassDialogProps) {
  const { isBusy, problem, run, clear } = useAction();
  const words = wordsOf(given, isOn);
  function close(): void {
    onClose();
    clear();
  }
  return (
    <Dialog open={open} onClose={close} title={words.label}>
      <div className="flex flex-col gap-3">
        <p className="font-medium">{name}</p>
        <ul className="flex list-disc flex-col gap-1 pl-4.5 text-ink-soft">
          {words.notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
        {isBusy ? <WaitNote of="AWS" /> : null}
        {problem ? <ProblemNotice problem={problem} /> : null}
        <DialogAnswers>
          <Button data-safe="" onClick={close} disabled={isBusy}>
            Cancel
          </Button>
          <Button look="solid" busy={isBusy} onClick={() => void run(() => turn(!isOn), close)}>
            {words.answer}
          </Button>
        </DialogAnswers>
      </div>
    </Dialog>
  );
}

function wordsOf(words: BypassWords, isOn: boolean) {
  const label = bypassLabel(words, isOn);
  if (isOn)
    return {
      ...{ label, answer: label },
      notices: [
        words.again,
        "Calls already waiting in the queue stay there.",
        "The flow returns to the last deployed version. This takes effect with the next call.",
      ],
    };
  return {
    ...{ label, answer: "Turn on bypass" },
    notices: [
      `New callers skip ${words.agent} and go straight to the queue. Opening hours still apply.`,
      `Calls already with ${words.agent} continue there.`,
      words.without,
      "This changes the flow in Amazon Connect and takes effect with the next call.",
    ],
  };
}
