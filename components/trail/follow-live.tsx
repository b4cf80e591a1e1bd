"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Pill } from "@/components/ui/state";

const everyMs = 2_000;
/** Log lines come late: it looks again after the end, the last time when late lines have had their half minute. */
const afterTheEndMs = [2_000, 2_000, 2_000, 6_000, 20_000];
/** A test call takes seconds; after this nobody is watching any more. */
const longestMs = 240_000;

/** Reads the trail again while the call goes on, and for half a minute after it has ended. */
export function FollowLive({ hasEnded }: { hasEnded: boolean }) {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const [isFollowing, setFollowing] = useState(true);
  const beganAt = useRef(0);
  const looksAfterEnd = useRef(0);
  useEffect(() => {
    if (!isFollowing || isReading) return;
    beganAt.current ||= Date.now();
    const wait = hasEnded ? afterTheEndMs[looksAfterEnd.current] : everyMs;
    if (wait === undefined || Date.now() - beganAt.current > longestMs) {
      setFollowing(false);
      return;
    }
    const timer = setTimeout(() => {
      if (hasEnded) looksAfterEnd.current += 1;
      startReading(() => router.refresh());
    }, wait);
    return () => clearTimeout(timer);
  }, [isFollowing, isReading, hasEnded, router]);
  return (
    <span role="status" data-testid="following" data-following={isFollowing}>
      {isFollowing ? (
        <Pill state="accent">
          <span className="running-mark" aria-hidden="true">
            ●
          </span>
          following live
        </Pill>
      ) : null}
    </span>
  );
}
