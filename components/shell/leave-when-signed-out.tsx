"use client";

import { useEffect } from "react";
import { isScreenHeld } from "./hold-screen";
import { isSignedOut } from "./is-signed-out";

const askEveryMs = 60_000;

/**
 * Takes a screen away whose session is over, because it ran out or was ended in another tab or by someone else: what it
 * shows of callers must not stay. Asked each minute, and when someone comes back to the tab; not while a caller is on the
 * line there.
 */
export function LeaveWhenSignedOut() {
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const look = async () => {
      if (isScreenHeld() || !(await isSignedOut(signal)) || signal.aborted) return;
      const next = encodeURIComponent(window.location.pathname + window.location.search);
      // Loaded again: nothing of the screen stays in memory, or behind the Back button.
      window.location.replace(`/sign-in?next=${next}`);
    };
    const timer = setInterval(look, askEveryMs);
    const onSight = () => document.visibilityState === "visible" && void look();
    document.addEventListener("visibilitychange", onSight, { signal });
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, []);
  return null;
}
