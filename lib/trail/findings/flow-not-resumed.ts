import type { Trail } from "@/lib/trail/event";
import {
  defineFinding,
  endOfCall,
  type FoundTrouble,
  ids,
  isSettled,
} from "@/lib/trail/findings/finding-rule";
import { endOfTransfer, flowAfter, parameterOf, transfersOf } from "@/lib/trail/findings/transfers";
import { isByeOfVoiceAgent } from "@/lib/trail/systems/sip/sip-events";

/** The voice agent gave the call back, and no further block ran. */
export const flowNotResumed = defineFinding({ code: "flow-not-resumed", name: "Flow did not resume", find });

function find(trail: Trail, now: Date): FoundTrouble[] {
  const start = transfersOf(trail).at(-1);
  const end = endOfCall(trail);
  if (!start || start.severity === "bad" || !end || !isSettled(trail, now)) return [];
  const givenBack = endOfTransfer(trail, start);
  const byes = trail.events.filter(isByeOfVoiceAgent);
  if (givenBack ? givenBack.severity !== "good" : byes.length === 0) return [];
  const wentOn = trail.events.some(({ hop }) => hop === "queue" || hop === "agent");
  if (wentOn || end.reason === "CUSTOMER_DISCONNECT" || flowAfter(trail, start).length > 0) return [];
  const meant = /^false$/i.test(parameterOf(start, "ContinueFlowExecution") ?? "");
  return [
    {
      severity: meant ? "attention" : "bad",
      facts: { reason: meant ? "told-not-to" : "call-ended" },
      title: "The flow did not go on after the voice agent",
      cause: meant
        ? "The transfer block is told not to resume the flow, so the call ended with the voice agent's part."
        : "The voice agent ended its part, and Amazon Connect ended the call instead of running the next block.",
      nextStep: meant
        ? "In Amazon Connect open Routing › Flows › the flow and switch on “Resume flow after disconnect” in the transfer block, if callers are to go on from there."
        : "In Amazon Connect see under Routing › Flows › the flow that the transfer block resumes the flow and that something follows it; let the voice agent end its part with BYE and not with a transfer (REFER) of its own.",
      evidence: ids([start, ...(givenBack ? [givenBack] : []), ...byes, end.event]),
    },
  ];
}
