"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/**
 * "held": this tab has the page. "elsewhere": another one has it. "taken": another one has just taken it. "unknown": not asked
 * yet, or a browser that has no locks, where two tabs can't be told apart.
 */
export type TabState = "unknown" | "held" | "elsewhere" | "taken" | "unsupported";

/**
 * One tab of this browser has the softphone: two would answer the same call, and each would open a panel for it. The browser
 * itself gives the lock on when the tab that has it is closed or crashes.
 */
export function useSingleTab(name: string): { state: TabState; takeOver: () => void } {
  const [state, setState] = useState<TabState>("unknown");
  const release = useRef<() => void>(undefined);

  const ask = useCallback(
    async (options: LockOptions, isGone: () => boolean): Promise<void> => {
      if (!("locks" in navigator)) return setState("unsupported");
      try {
        await navigator.locks.request(name, options, (lock) => {
          if (!lock) {
            setState("elsewhere");
            return undefined;
          }
          if (isGone()) return undefined;
          setState("held");
          return new Promise<void>((resolve) => {
            release.current = resolve;
          });
        });
      } catch {
        // Whoever takes a lock over ends the request that has it, with an error.
        if (!isGone()) setState("taken");
      }
    },
    [name],
  );

  useEffect(() => {
    let isGone = false;
    const wasAskedFor = sessionStorage.getItem(takeOverKey) === name;
    sessionStorage.removeItem(takeOverKey);
    void ask(wasAskedFor ? { steal: true } : { ifAvailable: true }, () => isGone);
    return () => {
      isGone = true;
      release.current?.();
      release.current = undefined;
    };
  }, [ask, name]);

  /** Loaded again: Streams starts once in a window. */
  const takeOver = useCallback(() => {
    sessionStorage.setItem(takeOverKey, name);
    window.location.reload();
  }, [name]);

  return { state, takeOver };
}

const takeOverKey = "patchbay-agent-take-over";
