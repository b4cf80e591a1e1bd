"use client";

import { Button } from "@/components/ui/button";

/**
 * The sign-in's window opens without a click, so most browsers block it: then the softphone's frame stays blank, and nothing
 * in it says why. A click's own window isn't blocked.
 */
export function SignInNotice({ onOpen }: { onOpen(): void }) {
  return (
    <div
      role="status"
      data-testid="sign-in-notice"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel border border-line-strong bg-sunk px-3.5 py-2.5"
    >
      <span className="min-w-0 flex-1 basis-48">
        <span className="block font-semibold">Sign in to Amazon Connect</span>
        <span className="block text-ink-soft">If no sign-in window has opened, your browser blocked it.</span>
      </span>
      <Button look="solid" onClick={onOpen}>
        Open the sign-in window
      </Button>
    </div>
  );
}
