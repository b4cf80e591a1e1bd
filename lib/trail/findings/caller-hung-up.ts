import type { Trail, TrailEvent } from "@/lib/trail/event";
import {
  endOfCall,
  eventsOf,
  type FindingRule,
  ids,
  isFound,
  secondsBetween,
} from "@/lib/trail/findings/finding-rule";
import { endOfTransfer, flowAfter, goesByPhone, transfersOf } from "@/lib/trail/findings/transfers";
import { isByeOfVoiceAgent } from "@/lib/trail/systems/sip/sip-events";
import { leftNothing } from "@/lib/trail/voice-agent-facts";

/** The caller left while with the voice agent: nobody's fault, and why nothing came after it. */
export const callerHungUp: FindingRule = (trail) => {
  if (isFound(trail, "asapp-number-expired")) return [];
  const told = eventsOf(trail, "flow-log", "sip").find(({ facts }) => facts?.callerLeft === true);
  const evidence = told ? [told] : silentlyGone(trail);
  const last = evidence.at(-1);
  if (!last) return [];
  const start = transfersOf(trail).findLast(({ at }) => Date.parse(at) <= Date.parse(last.at));
  // ASAPP tells it some seconds later in its own words.
  const isWithAsapp = start !== undefined && goesByPhone(start);
  const ended = isWithAsapp ? trail.events.filter(leftNothing) : [];
  const nothing = isWithAsapp ? "neither a context" : "neither metadata";
  const after = start && start !== last ? ` after ${secondsBetween(start, last)} seconds` : "";
  return [
    {
      code: "caller-hung-up",
      severity: "attention",
      facts: { byPhone: isWithAsapp },
      title: "The caller hung up during the transfer",
      cause: `The caller ended the call${after} while it was with the voice agent. Amazon Connect runs no more of the flow then, so there is ${nothing} nor an agent.`,
      nextStep: `Nothing is to be mended for one call. When many callers leave here, read ${isWithAsapp ? "in ASAPP" : "in the Kore conversation of this trail"} what they heard last.`,
      evidence: ids([...evidence, ...ended]),
    },
  ];
};

/** The flow log ends with the transfer, and the contact record says who ended the call. */
function silentlyGone(trail: Trail): TrailEvent[] {
  const start = transfersOf(trail).at(-1);
  const end = endOfCall(trail);
  if (!start || start.severity === "bad" || end?.reason !== "CUSTOMER_DISCONNECT") return [];
  if (endOfTransfer(trail, start) || flowAfter(trail, start).length > 0) return [];
  if (trail.events.some(isByeOfVoiceAgent)) return [];
  return [start, end.event];
}
