"use client";

import { Button } from "@/components/ui/button";

/** Asks for the whole document again: its headers say which frames it may have. */
export function ReloadButton({ label = "Try again" }: { label?: string }) {
  return (
    <Button size="small" onClick={() => window.location.reload()}>
      {label}
    </Button>
  );
}
