import { stopStreaming } from "./contact-stream";
import { type LiveCall, nowOf, saveContact } from "./live-call";

/** The contact is over: its record says why, and its stream ends. */
export function recordEnd(live: LiveCall, reason: string): void {
  live.contact.disconnectedAt = nowOf(live);
  live.contact.disconnectReason = reason;
  stopStreaming(live);
  saveContact(live);
}

/** The sandbox's own record of the call: nothing more happens that a test would wait for. */
export function endView({ view }: LiveCall, outcome: LiveCall["view"]["outcome"], why?: string): void {
  view.state = "ended";
  view.outcome = outcome;
  view.reason = why;
}

export function hangUp(
  live: LiveCall,
  outcome: LiveCall["view"]["outcome"],
  reason: string,
  why?: string,
): void {
  recordEnd(live, reason);
  endView(live, outcome, why);
}
