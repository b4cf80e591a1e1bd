"use client";

import { useEffect } from "react";
import { holdScreen } from "@/components/shell/hold-screen";

/**
 * While a caller is on the line the page isn't left unasked: with the frame of the softphone the sound would end. A session
 * that runs out meanwhile takes the screen away after the call.
 */
export function useCallInHand(isInHand: boolean): void {
  useEffect(() => {
    if (!isInHand) return;
    const release = holdScreen();
    const ending = new AbortController();
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal: ending.signal });
    return () => {
      release();
      ending.abort();
    };
  }, [isInHand]);
}
