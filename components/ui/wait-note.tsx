import type { ReactNode } from "react";

interface WaitNoteProps {
  /** "Amazon Connect", "AWS", a vendor's name. */
  of: string;
  /** The way out: a button, or a link to a screen that doesn't wait. */
  cancel?: ReactNode;
}

/**
 * Says whom a screen waits for and how long already, once that is more than three seconds. Styles alone do it: what stands
 * in for a part of a page that the server still sends has no scripts yet.
 */
export function WaitNote({ of, cancel }: WaitNoteProps) {
  return (
    <div
      className="wait-note flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-soft"
      role="status"
    >
      <span>
        Waiting for {of} for <span className="waited-seconds tabular-nums" />
      </span>
      {cancel}
    </div>
  );
}
