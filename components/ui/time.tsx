"use client";

import { useSyncExternalStore } from "react";
import { formatTime, type TimeLook } from "./format-time";

/**
 * A moment in the reader's own time zone. The server knows only UTC: it writes that, and the browser corrects it at once.
 * What the browser draws later by itself is right from the first.
 */
export function Time({ at, look = "day-time" }: { at: string; look?: TimeLook }) {
  return (
    <time dateTime={at} title={at} className="tabular-nums">
      {formatTime(at, look, useTimeZone())}
    </time>
  );
}

/** For times where no element can stand, as in a list to choose from: give it to `formatTime`. */
export function useTimeZone(): "UTC" | undefined {
  const isHere = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return isHere ? undefined : "UTC";
}

const neverChanges = () => () => {};
