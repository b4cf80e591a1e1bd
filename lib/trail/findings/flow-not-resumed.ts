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
export const flowNotResumed = defineFinding({ code: "flow-not-resumed", name: "Flow didn't resume", find });

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
      facts: { reason: meant ? "told-not-to" : "call-ended", block: start.block?.identifier },
      title: "The flow didn't resume after the voice agent",
      cause: meant
        ? "The transfer block is set not to resume the flow, so the call ended when the voice agent did."
        : "When the voice agent ended its part, Amazon Connect ended the call instead of running the next block.",
      nextStep: meant
        ? "If callers should continue from there, open Routing › Flows › the flow in Amazon Connect and turn on “Resume flow after disconnect” in the transfer block."
        : "In Amazon Connect, check under Routing › Flows › the flow that the transfer block resumes the flow and has a next block. Have the voice agent end its part with BYE, not with its own transfer (REFER).",
      needs: "elsewhere",
      evidence: ids([start, ...(givenBack ? [givenBack] : []), ...byes, end.event]),
    },
  ];
}
