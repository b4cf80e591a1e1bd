"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

interface SsoButtonProps {
  provider: string;
  name: string;
  goTo: string;
}

export function SsoButton({ provider, name, goTo }: SsoButtonProps) {
  const [isBusy, setBusy] = useState(false);
  return (
    <div className="flex flex-col gap-3">
      <p aria-hidden="true" className="flex items-center gap-3 text-xs text-ink-faint">
        <span className="h-px flex-1 bg-line" />
        or
        <span className="h-px flex-1 bg-line" />
      </p>
      <Button
        busy={isBusy}
        onClick={() => {
          setBusy(true);
          signIn(provider, { callbackUrl: goTo }).catch(() => setBusy(false));
        }}
      >
        Continue with {name}
      </Button>
    </div>
  );
}
