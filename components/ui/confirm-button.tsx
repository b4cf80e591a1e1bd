"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "./button";

interface ConfirmButtonProps {
  label: string;
  /** Where the label alone doesn't say what it is about. */
  name?: string;
  size?: "normal" | "small";
  /** What will be gone, and what stays. */
  question: string;
  /** The answer that does it: "Remove", never "OK". */
  answer: string;
  isBusy?: boolean;
  onConfirm: () => void;
}

/** Asks once more where it stands, and puts the focus on the answer that changes nothing. */
export function ConfirmButton({
  label,
  name,
  size,
  question,
  answer,
  isBusy,
  onConfirm,
}: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const wasAsking = useRef(false);
  const opener = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const questionId = useId();
  useEffect(() => {
    if (isAsking) keep.current?.focus();
    else if (wasAsking.current) opener.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  if (!isAsking) {
    return (
      <Button ref={opener} size={size} aria-label={name} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <fieldset
      aria-labelledby={questionId}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || isBusy) return;
        // The question alone, and not the dialog that it may stand in.
        event.preventDefault();
        event.stopPropagation();
        setAsking(false);
      }}
      className="flex max-w-[64ch] flex-wrap items-center gap-2 rounded-control border border-bad bg-bad-wash px-3 py-2"
    >
      <p id={questionId} className="basis-full">
        {question}
      </p>
      <Button ref={keep} onClick={() => setAsking(false)} disabled={isBusy}>
        Cancel
      </Button>
      <Button look="danger" busy={isBusy} onClick={onConfirm}>
        {answer}
      </Button>
    </fieldset>
  );
}
