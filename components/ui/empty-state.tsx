import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  /** Says why it is empty, and what the next step brings. */
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-1.5 px-5 py-8 sm:items-center sm:text-center">
      <EmptyJacks />
      <p className="font-semibold">{title}</p>
      <div className="max-w-[56ch] text-ink-soft">{children}</div>
      {action ? <div className="mt-2.5 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}

/** Two jacks and a cable that isn't plugged in yet. */
function EmptyJacks() {
  return (
    <svg viewBox="0 0 88 28" className="mb-1 h-7 w-22" aria-hidden="true" fill="none">
      <path d="M10 9c10 18 24 20 34 12" className="stroke-unknown" strokeWidth="2" strokeDasharray="4 4" />
      <circle cx="10" cy="9" r="6" className="fill-panel stroke-line-strong" strokeWidth="1.5" />
      <circle cx="10" cy="9" r="2.4" className="fill-ink" />
      <circle cx="78" cy="9" r="6" className="fill-panel stroke-line-strong" strokeWidth="1.5" />
      <circle cx="78" cy="9" r="2.4" className="fill-unknown" />
    </svg>
  );
}
