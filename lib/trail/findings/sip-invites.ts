import type { Trail, TrailEvent } from "@/lib/trail/event";
import { invite } from "@/lib/trail/systems/sip/sip-events";

export interface SipInvite {
  event: TrailEvent;
  /** Of the final answer; undefined when none came. */
  status: number | undefined;
}

/** The connector's attempts to reach the far side, as the SIP log's ladders tell them. */
export function sipInvites(trail: Trail): SipInvite[] {
  return trail.events.filter(invite.is).map((event) => ({ event, status: event.facts.finalStatus }));
}
