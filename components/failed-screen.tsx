"use client";

import { Button } from "./ui/button";

interface FailedScreenProps {
  /** Only its digest can be shown; the message stays in the server's log. */
  error: unknown;
  retry: () => void;
}

export function FailedScreen({ error, retry }: FailedScreenProps) {
  const digest = typeof error === "object" && error !== null ? Reflect.get(error, "digest") : undefined;
  return (
    <div role="alert" className="rounded-panel border border-bad bg-bad-wash px-4 py-3">
      <h1 className="font-semibold">This page couldn't be loaded</h1>
      <p className="text-ink-soft">
        Nothing was changed. Try again. If it keeps failing, whoever runs Patchbay can find the reason in the
        log{typeof digest === "string" ? ` under ${digest}` : ""}.
      </p>
      <Button className="mt-3" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
