"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

export function SignOutButton() {
  const [isBusy, setBusy] = useState(false);
  async function leave(): Promise<void> {
    setBusy(true);
    try {
      // Fetched when someone leaves: each screen would carry it for the one click.
      const { signOut } = await import("next-auth/react");
      await signOut({ redirect: false });
    } finally {
      window.location.assign("/sign-in");
    }
  }
  return (
    <Button busy={isBusy} size="small" look="quiet" onClick={() => void leave()}>
      <LogOut className="size-3.5" aria-hidden="true" />
      Sign out
    </Button>
  );
}
