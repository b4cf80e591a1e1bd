"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMs = 3_000;
/** No publication is followed for longer; after that, reloading shows it. */
const longestMs = 10 * 60_000;

/** Has the screen read again while something is under way that a worker does. */
export function ReadWhileUnderWay() {
  const router = useRouter();
  useEffect(() => {
    const until = Date.now() + longestMs;
    const timer = setInterval(() => {
      if (Date.now() > until) clearInterval(timer);
      else if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
