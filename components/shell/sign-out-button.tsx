"use client";

import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

export function SignOutButton() {
  const [isBusy, setBusy] = useState(false);
  return (
    <Button
      busy={isBusy}
      size="small"
      look="quiet"
      onClick={() => {
        setBusy(true);
        void signOut({ redirect: false }).finally(() => window.location.assign("/sign-in"));
      }}
    >
      <LogOut className="size-3.5" aria-hidden="true" />
      Sign out
    </Button>
  );
}
