import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** What is known of a thing's health. The word or the shape says it too, never the color alone. */
export type State = "good" | "attention" | "bad" | "unknown" | "accent";

const pills: Record<State, string> = {
  good: "bg-good-wash text-good-ink",
  attention: "bg-attention-wash text-attention-ink",
  bad: "bg-bad-wash text-bad-ink",
  unknown: "border border-line-strong text-ink-soft",
  accent: "bg-accent-wash text-accent",
};

export function Pill({ state = "unknown", children }: { state?: State | undefined; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 rounded-full px-2 py-px text-2xs font-medium whitespace-nowrap",
        pills[state],
      )}
    >
      {children}
    </span>
  );
}

const fills: Record<State, string> = {
  good: "fill-good",
  attention: "fill-attention",
  bad: "fill-bad",
  unknown: "fill-none stroke-unknown",
  accent: "fill-accent",
};

/** A circle for good, a triangle for attention, a square for bad, a ring for unknown; `title` is read out. */
export function StateMark({ state, title, className }: { state: State; title: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 10 10"
      className={classNames("size-2.5 shrink-0", className)}
      role="img"
      aria-label={title}
    >
      <title>{title}</title>
      <StateShape state={state} />
    </svg>
  );
}

export function StateShape({ state, x = 0, y = 0 }: { state: State; x?: number; y?: number }) {
  const at = `translate(${x} ${y})`;
  switch (state) {
    case "attention":
      return <path d="M5 .8 9.6 9H.4z" className={fills[state]} transform={at} />;
    case "bad":
      return (
        <rect x="1.2" y="1.2" width="7.6" height="7.6" rx="1.2" className={fills[state]} transform={at} />
      );
    case "unknown":
      return <circle cx="5" cy="5" r="3.4" strokeWidth="1.6" className={fills[state]} transform={at} />;
    case "good":
    case "accent":
      return <circle cx="5" cy="5" r="4" className={fills[state]} transform={at} />;
  }
}
