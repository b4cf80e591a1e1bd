import type { TrailEvent } from "../../event";
import { eventKind } from "../../event-kind";
import type { SipSide } from "./sip-ladder";

/** `finalStatus` is missing while no final answer is known. */
export const invite = eventKind<{ finalStatus?: number }>("sip-messages.invite");
/** `koreReason` as Kore writes it into the BYE: "TransferToAgent". */
export const bye = eventKind<{ from: SipSide; koreReason?: string }>("sip-messages.bye");
export const otherRequest = eventKind<{ method: string }>("sip-messages.request");

/** The far side ended the call. */
export function isByeOfVoiceAgent(
  event: TrailEvent,
): event is TrailEvent & { facts: { koreReason?: string } } {
  return bye.is(event) && event.facts.from === "far";
}
