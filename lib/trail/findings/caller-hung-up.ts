import type { Trail, TrailEvent } from "@/lib/trail/event";
import {
  defineFinding,
  endOfCall,
  eventsOf,
  type FoundTrouble,
  ids,
  isTransferExplained,
  secondsBetween,
} from "@/lib/trail/findings/finding-rule";
import { endOfTransfer, flowAfter, goesByPhone, transfersOf } from "@/lib/trail/findings/transfers";
import { wordsOf } from "@/lib/trail/findings/vendor-words";
import { isByeOfVoiceAgent } from "@/lib/trail/systems/sip/sip-events";
import { leftNothing } from "@/lib/trail/voice-agent-facts";

/** The caller left while with the voice agent: nobody's fault, and why nothing came after it. */
export const callerHungUp = defineFinding({ code: "caller-hung-up", name: "Caller hung up", find });

function find(trail: Trail): FoundTrouble[] {
  if (isTransferExplained(trail)) return [];
  const told = eventsOf(trail, "flow-log", "sip").find(({ facts }) => facts?.callerLeft === true);
  const evidence = told ? [told] : silentlyGone(trail);
  const last = evidence.at(-1);
  if (!last) return [];
  const start = transfersOf(trail).findLast(({ at }) => Date.parse(at) <= Date.parse(last.at));
  // Such a vendor may tell it some seconds later in its own words.
  const byPhone = start !== undefined && goesByPhone(start);
  const ended = byPhone ? trail.events.filter(leftNothing) : [];
  const nothing = byPhone ? "neither a context" : "neither metadata";
  const after = start && start !== last ? ` after ${secondsBetween(start, last)} seconds` : "";
  return [
    {
      severity: "attention",
      facts: { byPhone },
      title: "The caller hung up during the transfer",
      cause: `The caller hung up${after} while talking to the voice agent. Amazon Connect then stops the flow, so there is ${nothing} nor an agent.`,
      nextStep: `No action is needed for a single call. If many callers hang up here, check ${wordsOf(trail).heard} what they heard last.`,
      needs: "nothing",
      evidence: ids([...evidence, ...ended]),
    },
  ];
}

/** The flow log ends with the transfer, and the contact record says who ended the call. */
function silentlyGone(trail: Trail): TrailEvent[] {
  const start = transfersOf(trail).at(-1);
  const end = endOfCall(trail);
  if (!start || start.severity === "bad" || end?.reason !== "CUSTOMER_DISCONNECT") return [];
  if (endOfTransfer(trail, start) || flowAfter(trail, start).length > 0) return [];
  if (trail.events.some(isByeOfVoiceAgent)) return [];
  return [start, end.event];
}
