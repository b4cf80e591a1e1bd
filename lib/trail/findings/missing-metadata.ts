import type { Trail, TrailEvent } from "@/lib/trail/event";
import { isSettled, report } from "@/lib/trail/findings/finding-rule";
import { isRetrieved } from "@/lib/trail/findings/retrievals";
import { sipInvites } from "@/lib/trail/findings/sip-invites";
import { endOfTransfer, goesByPhone, transfersOf } from "@/lib/trail/findings/transfers";
import { isByeOfVoiceAgent } from "@/lib/trail/systems/sip/sip-events";
import { isHandedOff } from "@/lib/trail/voice-agent-facts";

/**
 * What shows that a call was with the voice agent, then went on to people, and no metadata came. A call that the bot
 * served to the end has none either, and is healthy: so a call counts only when the caller was handed on. An empty table
 * proves nothing of a call whose flow got metadata: its items expire.
 */
export function missingMetadata(trail: Trail, now: Date): TrailEvent[] | undefined {
  const transferred = transfersOf(trail).filter((event) => !goesByPhone(event) && isProven(trail, event));
  const queued = trail.events.find((event) => event.hop === "queue" && event.severity === "good");
  const stored = trail.events.some((event) => event.hop === "store" && event.severity === "good");
  const isMissing = report(trail, "metadata")?.state === "empty" && !stored && !isRetrieved(trail);
  if (!isMissing || transferred.length === 0 || !queued || isServedByBot(trail) || !isSettled(trail, now))
    return undefined;
  return [...transferred, queued];
}

/** The flow log may not tell how the transfer went, or in words that are not known here: an answered INVITE does. */
function isProven(trail: Trail, transfer: TrailEvent): boolean {
  if (transfer.severity === "good") return true;
  const isFailed = [transfer, endOfTransfer(trail, transfer)].some((event) => event?.severity === "bad");
  return !isFailed && sipInvites(trail).some(({ event }) => event.severity === "good");
}

/**
 * A voice agent may say in its BYE why it ended its part, and its vendor when it handed the caller to an agent. The flow may take a caller
 * whom the bot has served to the queue all the same, where most hang up.
 */
export function isServedByBot(trail: Trail): boolean {
  const ends = trail.events.filter(isByeOfVoiceAgent).map(({ facts }) => facts.end);
  if (ends.includes("handed-off")) return false;
  if (ends.includes("served")) return true;
  const parts = trail.events.map(isHandedOff).filter((one) => one !== undefined);
  return parts.length > 0 && !parts.includes(true);
}
