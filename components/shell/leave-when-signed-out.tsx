"use client";

import { useEffect, useState } from "react";
import { isScreenGuarded } from "@/components/ui/leave-screen";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { signedOut } from "@/lib/access/auth/signed-out";
import { isScreenHeld } from "./hold-screen";
import { isSignedOut } from "./is-signed-out";

const askEveryMs = 60_000;

/**
 * Takes a screen away whose session is over, because it ran out or was ended in another tab or by someone else: what it
 * shows of callers must not stay. Asked each minute, and when someone comes back to the tab; not while a caller is on the
 * line there. A form with unsaved changes shows nothing of callers: it stays, and says how to save them after all.
 */
export function LeaveWhenSignedOut() {
  const [isKept, setKept] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const look = async () => {
      if (isScreenHeld()) return;
      const isOver = await isSignedOut(signal);
      if (signal.aborted) return;
      const keeps = isOver && isScreenGuarded();
      setKept(keeps);
      if (!isOver || keeps) return;
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
  if (!isKept) return null;
  return (
    <div className="fixed inset-x-4 top-15 z-40 mx-auto max-w-2xl rounded-panel bg-panel">
      <ProblemNotice problem={signedOut} state="attention" />
    </div>
  );
}
