"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Pill } from "@/components/ui/state";

const everyMs = 2_000;
/** A test call takes seconds; after this nobody is watching any more. */
const longestMs = 180_000;
/** Log lines come late: it looks this many times more once the call has ended. */
const looksAfterTheEnd = 4;

/** Reads the trail again while the call goes on, and some seconds after it has ended. */
export function FollowLive({ hasEnded }: { hasEnded: boolean }) {
  const router = useRouter();
  const [isFollowing, setFollowing] = useState(true);
  const looks = useRef(0);
  const ended = useRef(hasEnded);
  ended.current = hasEnded;
  useEffect(() => {
    if (!isFollowing) return;
    const startedAt = Date.now();
    const timer = setInterval(() => {
      looks.current = ended.current ? looks.current + 1 : 0;
      if (looks.current > looksAfterTheEnd || Date.now() - startedAt > longestMs) {
        setFollowing(false);
        // A later reload of this address need not follow any more.
        window.history.replaceState(null, "", window.location.pathname);
        return;
      }
      router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [isFollowing, router]);
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
