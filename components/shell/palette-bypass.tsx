"use client";

import { useState } from "react";
import { BypassDialog, type TurnBypass } from "@/components/bypass/bypass-dialog";
import type { BypassWords } from "@/lib/blueprints/bypass-words";
import { forgetThings } from "./palette-things";

interface PaletteBypassProps {
  name: string;
  isOn: boolean;
  turn: TurnBypass;
  words: BypassWords;
  onClose: () => void;
}

/** The bypass's own question, asked from the palette; fetched when it is. */
export default function PaletteBypass({ name, isOn, turn, words, onClose }: PaletteBypassProps) {
  // The dialog opens once it is there, and only then takes the focus.
  const [isOpen, setOpen] = useState(true);
  return (
    <BypassDialog
      open={isOpen}
      name={name}
      isOn={isOn}
      words={words}
      turn={async (on) => {
        forgetThings();
        return turn(on);
      }}
      onClose={() => {
        setOpen(false);
        onClose();
      }}
    />
  );
}
