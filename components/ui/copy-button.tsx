"use client";

import { Check, Copy, X } from "lucide-react";
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
  async function copy(): Promise<void> {
    try {
      // Browsers have no clipboard for a page that came over plain http from another machine.
      await navigator.clipboard.writeText(value);
      setSaid("copied");
    } catch {
      setSaid("failed");
    }
  }
  return (
    <button
      type="button"
      className={buttonClasses("plain", "small")}
      aria-label={`Copy ${label}`}
      onClick={copy}
    >
      {said === undefined ? (
        <Copy className="size-3.5" />
      ) : said === "copied" ? (
        <Check className="size-3.5 text-good-ink" />
      ) : (
        <X className="size-3.5 text-bad-ink" />
      )}
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
