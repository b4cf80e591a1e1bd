"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { buttonClasses } from "./button";

const saidForMs = 1_600;

interface CopyButtonProps {
  value: string;
  /** What is copied, for a screen reader. */
  label: string;
  /** On the button; "Copy" when absent. */
  text?: string;
  small?: boolean;
}

/** Copies a value; says so to the eye and to a screen reader. */
export function CopyButton({ value, label, text = "Copy", small }: CopyButtonProps) {
  const [said, setSaid] = useState<"copied" | "failed">();
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), saidForMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <button
      type="button"
      className={buttonClasses("plain", "small")}
      aria-label={`Copy ${label}`}
      onClick={() =>
        navigator.clipboard.writeText(value).then(
          () => setSaid("copied"),
          () => setSaid("failed"),
        )
      }
    >
      {said === "copied" ? <Check className="size-3.5 text-good-ink" /> : <Copy className="size-3.5" />}
      {small ? null : <span>{said === "copied" ? "Copied" : said === "failed" ? "Not copied" : text}</span>}
      <span role="status" className="sr-only">
        {said === "copied"
          ? `${label} copied`
          : said === "failed"
            ? "Couldn't copy. Select the text and copy it yourself."
            : ""}
      </span>
    </button>
  );
}
