"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Pill } from "@/components/ui/state";
import type { TrailPhase } from "@/lib/trail/contact-window";

interface FollowLiveProps {
  phase: TrailPhase;
  /** Numbers are in clear: each look would be another showing, so a person decides on each. */
  isPaused: boolean;
}

/** Often while somebody waits for the next hop, then less: AWS allows an account only some requests a second. */
const steps = [
  { untilMs: 60_000, everyMs: 2_000 },
  { untilMs: 5 * 60_000, everyMs: 6_000 },
  { untilMs: 30 * 60_000, everyMs: 20_000 },
];

/** Reads the trail again while the call goes on and late lines still arrive; not while nobody sees the page. */
export function FollowLive({ phase, isPaused }: FollowLiveProps) {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const [hasStopped, setStopped] = useState(false);
  const beganAt = useRef(0);
  const isFollowing = phase !== "settled" && !isPaused && !hasStopped;
  useEffect(() => {
    if (!isFollowing || isReading) return;
    beganAt.current ||= Date.now();
    const followedMs = Date.now() - beganAt.current;
    const step = steps.find(({ untilMs }) => followedMs < untilMs);
    if (!step) {
      setStopped(true);
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => startReading(() => router.refresh());
    const wait = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(look, step.everyMs);
    };
    wait();
    document.addEventListener("visibilitychange", wait);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wait);
    };
  }, [isFollowing, isReading, router]);
  function again(): void {
    beganAt.current = 0;
    setStopped(false);
    startReading(() => router.refresh());
  }
  return (
    <span
      role="status"
      data-testid="following"
      data-phase={phase}
      data-following={isFollowing}
      className="inline-flex items-center gap-2 empty:hidden"
    >
      {isFollowing ? (
        <Pill state="accent">
          <span className="running-mark" aria-hidden="true">
            ●
          </span>
          {phase === "live" ? "following the call" : "still arriving"}
        </Pill>
      ) : null}
      {phase !== "settled" && !isFollowing ? (
        <>
          <span className="text-xs text-ink-soft">
            {phase === "live" ? "The call is in progress." : "Late log lines may still arrive."}
          </span>
          <Button size="small" busy={isReading} onClick={again}>
            Check again
          </Button>
        </>
      ) : null}
    </span>
  );
}
