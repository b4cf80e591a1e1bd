import type { Trail, TrailEvent } from "@/lib/trail/event";
import { isSettled, report } from "@/lib/trail/findings/finding-rule";
import { goesByPhone, transfersOf } from "@/lib/trail/findings/transfers";

/**
 * What shows that a call was with the voice agent, then went on to people, and no metadata came. A call that the bot
 * served to the end has none either, and is healthy: so a call counts only when the caller was handed on.
 */
export function missingMetadata(trail: Trail, now: Date): TrailEvent[] | undefined {
  const transferred = transfersOf(trail).filter((event) => event.severity === "good" && !goesByPhone(event));
  const queued = trail.events.find((event) => event.hop === "queue" && event.severity === "good");
  const stored = trail.events.some((event) => event.hop === "store" && event.severity === "good");
  const isMissing = report(trail, "metadata")?.state === "empty" && !stored;
  if (!isMissing || transferred.length === 0 || !queued || !isSettled(trail, now)) return undefined;
  return [...transferred, queued];
}
