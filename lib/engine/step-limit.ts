import type { ResourceType } from "./resource";

const SHORTEST_STEP_SECONDS = 60;
/** For the calls before, between and after the waits, retries of a throttled account included. */
const CALLS_SECONDS = 60;

/** After how many seconds a step of this type is stopped: never before its own waits have come to their end. */
export function stepLimitSeconds({
  usualSeconds,
  longestWaitSeconds = 0,
}: Pick<ResourceType<never>, "usualSeconds" | "longestWaitSeconds">): number {
  return Math.max(SHORTEST_STEP_SECONDS, usualSeconds * 10, longestWaitSeconds + CALLS_SECONDS);
}
