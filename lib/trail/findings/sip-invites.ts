import type { Trail, TrailEvent } from "@/lib/trail/event";
import { eventsOf, rawMember } from "@/lib/trail/findings/finding-rule";

export interface SipInvite {
  event: TrailEvent;
  /** Of the final answer; undefined when none came. */
  status: number | undefined;
}

/** The connector's attempts to reach the far side, as the SIP log's ladders tell them. */
export function sipInvites(trail: Trail): SipInvite[] {
  return eventsOf(trail, "sip-messages").flatMap((event) => {
    const steps = rawMember(event, "ladder");
    if (!Array.isArray(steps) || memberOf(steps[0], "label") !== "INVITE") return [];
    const statuses = steps.map((step: unknown) => memberOf(step, "status"));
    const status = statuses.findLast((one): one is number => typeof one === "number" && one >= 200);
    return [{ event, status }];
  });
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
