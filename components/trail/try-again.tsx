"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/** Reads the page's data again. */
export function TryAgain() {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  return (
    <Button size="small" busy={isReading} onClick={() => startReading(() => router.refresh())}>
      Try again
    </Button>
  );
}
