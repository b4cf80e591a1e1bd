import type { IncomingHttpHeaders } from "node:http";

/**
 * How far this server's clock is ahead of the other side's, in milliseconds; negative when it is behind, undefined when the other
 * side didn't say what time it is there. The header has whole seconds, and the answer was on its way: good to a second or two.
 */
export function clockAhead({ date }: IncomingHttpHeaders, nowMs = Date.now()): number | undefined {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(theirs) ? undefined : nowMs - theirs;
}
