import type { ResourceType } from "./resource";

const shortestStepSeconds = 60;
/** For the calls before, between and after the waits, retries of a throttled account included. */
const callsSeconds = 60;

/** After how many seconds a step of this type is stopped: never before its own waits have come to their end. */
export function stepLimitSeconds({
  usualSeconds,
  longestWaitSeconds = 0,
}: Pick<ResourceType<never>, "usualSeconds" | "longestWaitSeconds">): number {
  return Math.max(shortestStepSeconds, usualSeconds * 10, longestWaitSeconds + callsSeconds);
}
