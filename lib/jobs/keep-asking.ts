import { setTimeout as pause } from "node:timers/promises";
import { log } from "@/lib/kernel/log";

export interface Keeper {
  stop(): Promise<void>;
}

/** Does something again and again while a worker lives. What fails is logged and done again at the next turn. */
export function keepAsking(
  what: string,
  { firstMs, everyMs }: { firstMs: number; everyMs: number },
  ask: () => Promise<unknown>,
): Keeper {
  const stopping = new AbortController();
  async function keepOn(): Promise<void> {
    for (let waitMs = firstMs; ; waitMs = everyMs) {
      await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      try {
        await ask();
      } catch (err) {
        log.warn({ err, what }, "upkeep failed and will be retried later");
      }
    }
  }
  const asking = keepOn();
  return {
    async stop() {
      stopping.abort();
      await asking;
    },
  };
}
