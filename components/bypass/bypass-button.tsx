"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type BypassWords, bypassLabel } from "@/lib/blueprints/bypass-words";
import { BypassDialog, type TurnBypass } from "./bypass-dialog";

interface BypassButtonProps {
  name: string;
  /** Callers go past the voice agent now. */
  isOn: boolean;
  turn: TurnBypass;
  words: BypassWords;
  size?: "normal" | "small";
  /** In the banner, where the way back is the next thing to do. */
  look?: "plain" | "solid";
}

/** Past the voice agent, or back to it: says first what callers will notice. */
export function BypassButton({ name, isOn, turn, words, size, look = "plain" }: BypassButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look={look} size={size} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {bypassLabel(words, isOn)}
      </Button>
      <BypassDialog
        open={isOpen}
        onClose={() => setOpen(false)}
        name={name}
        isOn={isOn}
        turn={turn}
        words={words}
      />
    </>
  );
}
