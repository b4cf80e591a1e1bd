import type { TrailEvent } from "../../event";
import { eventKind } from "../../event-kind";
import type { AgentEnd } from "./sip-headers";
import type { SipSide } from "./sip-ladder";

/** `finalStatus` is missing while no final answer is known. */
export const invite = eventKind<{ finalStatus?: number }>("sip-messages.invite");
/** `reason` as the vendor writes it into its BYE; `end` where that is a reason which it has declared. */
type ByeFacts = { from: SipSide; reason?: string; end?: AgentEnd };
export const bye = eventKind<ByeFacts>("sip-messages.bye");
export const otherRequest = eventKind<{ method: string }>("sip-messages.request");

/** The far side ended the call. */
export function isByeOfVoiceAgent(event: TrailEvent): event is TrailEvent & { facts: ByeFacts } {
  return bye.is(event) && event.facts.from === "far";
}
