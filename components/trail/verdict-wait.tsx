"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

interface VerdictWaitProps {
  /** Milliseconds until nothing more is expected, when the page was read. */
  waitMs: number;
  /** Each look would be another showing in clear: a person decides on each. */
  isPaused: boolean;
}

const stepMs = 5_000;

/** How long it takes until there is a verdict; reads the trail again when it is time. */
export function VerdictWait({ waitMs, isPaused }: VerdictWaitProps) {
  const router = useRouter();
  const [leftMs, setLeft] = useState(waitMs);
  useEffect(() => {
    const until = performance.now() + waitMs;
    setLeft(waitMs);
    const timer = setInterval(() => setLeft(Math.max(0, until - performance.now())), stepMs);
    const end = setTimeout(() => {
      setLeft(0);
      if (!isPaused) router.refresh();
    }, waitMs + 500);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [waitMs, isPaused, router]);
  if (leftMs <= 0) return <>{isPaused ? "Load the trail again for the verdict." : "Reloading…"}</>;
  const seconds = Math.ceil(leftMs / stepMs) * (stepMs / 1_000);
  return <>The verdict comes in about {seconds} s.</>;
}
