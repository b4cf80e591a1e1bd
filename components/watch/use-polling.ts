"use client";

import { useEffect, useRef } from "react";

/** Calls `look` again and again, `everyMs` after each has ended, while `isOn`; an unfinished look is aborted with it. */
export function usePolling(
  isOn: boolean,
  everyMs: number,
  look: (signal: AbortSignal) => Promise<void>,
): void {
  const current = useRef(look);
  current.current = look;
  useEffect(() => {
    if (!isOn) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turn = async () => {
      await current.current(stop.signal);
      if (!stop.signal.aborted) timer = setTimeout(turn, everyMs);
    };
    void turn();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [isOn, everyMs]);
}
