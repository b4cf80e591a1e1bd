"use client";

import { useSyncExternalStore } from "react";
import { type TimeLook, writeTime } from "./write-time";

/**
 * A moment in the reader's own time zone. The server knows only UTC: it writes that, and the browser corrects it at once.
 * What the browser draws later by itself is right from the first.
 */
export function Time({ at, look = "day-time" }: { at: string; look?: TimeLook }) {
  const isHere = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return (
    <time dateTime={at} title={at} className="tabular-nums">
      {writeTime(at, look, isHere ? undefined : "UTC")}
    </time>
  );
}

const neverChanges = () => () => {};
