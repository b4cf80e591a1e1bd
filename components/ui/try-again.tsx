"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "./button";
import { CancelWait } from "./cancel-wait";
import { WaitNote } from "./wait-note";

interface TryAgainProps {
  /** Whom the page waits for then. */
  of?: string | undefined;
}

/** Reads the page's data again. */
export function TryAgain({ of = "AWS" }: TryAgainProps) {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  return (
    <>
      <Button size="small" busy={isReading} onClick={() => startReading(() => router.refresh())}>
        Try again
      </Button>
      {isReading ? <WaitNote of={of} cancel={<CancelWait />} /> : null}
    </>
  );
}
