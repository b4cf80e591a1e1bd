import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";

/** Three for each token that one may have: an opening, a close, and a log. */
export const maxAsksPerMinute = 90;
/** What a page tells is the browser's own word: it can't fill the table. */
export const maxEventsPerMinute = 60;
const minuteMs = 60_000;
const maxKept = 10_000;

type Count = (tenantId: TenantId, userId: string, nowMs?: number) => boolean;

/** Counts in each process of the console by itself, and needs no connection to the database for one who has had their share. */
function perMinute(max: number): Count {
  const kept = new Map<string, { count: number; untilMs: number }>();
  return (tenantId, userId, nowMs = Date.now()) => {
    const person = `${tenantId}:${userId}`;
    const known = kept.get(person);
    const isRunning = known !== undefined && known.untilMs > nowMs;
    const { count, untilMs } = isRunning ? known : { count: 0, untilMs: nowMs + minuteMs };
    if (count >= max) return false;
    // The last that asked is the last in the map: the first has been silent for the longest.
    kept.delete(person);
    kept.set(person, { count: count + 1, untilMs });
    const eldest = kept.keys().next().value;
    if (kept.size > maxKept && eldest !== undefined) kept.delete(eldest);
    return true;
  };
}

const asks = perMinute(maxAsksPerMinute);
/** Whether what a person's page tells may be kept, as far as this process has seen. */
export const countEvent = perMinute(maxEventsPerMinute);

/**
 * Before Amazon Connect is asked about a contact for an agent's page: it answers two requests a second for the whole
 * instance, so a script in one agent's name must not take them from everyone. Whether the contact exists or not.
 */
export function countAsk(tenantId: TenantId, userId: string, nowMs?: number): Result<undefined> {
  return asks(tenantId, userId, nowMs) ? succeed(undefined) : fail(tooMany);
}

const tooMany: Problem = {
  code: "agent-page-too-many",
  sentence: `The agent page asked about contacts ${maxAsksPerMinute} times within a minute, so Amazon Connect wasn't asked again.`,
  wayOut: "Wait a minute, then try again.",
};
