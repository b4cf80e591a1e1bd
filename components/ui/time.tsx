"use client";

import { createContext, use, useSyncExternalStore } from "react";
import { formatTime, type TimeLook } from "./format-time";

/** The zone in which the server writes times: the one that this browser named before, else UTC. */
export const ServersTimeZone = createContext("UTC");

/**
 * A moment in the reader's own time zone. Where the server wrote another one, the browser corrects it at once. What the
 * browser draws later by itself is right from the first.
 */
export function Time({ at, look = "day-time" }: { at: string; look?: TimeLook }) {
  return (
    <time dateTime={at} title={at} className="tabular-nums">
      {formatTime(at, look, useTimeZone())}
    </time>
  );
}

/** For times where no element can stand, as in a list to choose from: give it to `formatTime`. */
export function useTimeZone(): string | undefined {
  const servers = use(ServersTimeZone);
  const isHere = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return isHere ? undefined : servers;
}

const neverChanges = () => () => {};
