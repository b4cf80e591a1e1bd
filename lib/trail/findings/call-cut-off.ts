import type { StepNeed, Trail } from "@/lib/trail/event";
import {
  defineFinding,
  endOfCall,
  type FoundTrouble,
  ids,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";

interface Explanation {
  title: string;
  cause: string;
  nextStep: string;
  needs: StepNeed;
}

const askAws =
  "No action is needed for a single call. If it happens often, open a case with AWS Support and include the contact IDs.";

const explanations = new Map<string, Explanation>([
  [
    "TELECOM_PROBLEM",
    {
      title: "The phone network ended the call",
      cause: "Amazon Connect lost the call because of a problem in the phone network (TELECOM_PROBLEM).",
      nextStep: askAws,
      needs: "nothing",
    },
  ],
  [
    "EXPIRED",
    {
      title: "The contact expired",
      cause: "The contact waited longer than Amazon Connect allows (EXPIRED).",
      nextStep:
        "In Amazon Connect, check under Routing › Queues whether agents are assigned to this queue, and under Routing › Flows what its queue flow does after a long wait.",
      needs: "elsewhere",
    },
  ],
]);

/** Amazon Connect says that neither a person nor a flow ended the contact, but a failure. */
export const callCutOff = defineFinding({ code: "call-cut-off", name: "Call cut off", find });

function find(trail: Trail): FoundTrouble[] {
  const end = endOfCall(trail);
  if (end?.event.severity !== "bad" || unclaimed(trail, [end.event]).length === 0) return [];
  const { title, cause, nextStep, needs } = explanations.get(end.reason) ?? {
    title: "The contact ended with an error",
    cause: `Amazon Connect reports ${end.reason} as the disconnect reason.`,
    nextStep: askAws,
    needs: "nothing",
  };
  const issue = end.event.detail ? ` Probable cause, according to Amazon Connect: ${end.event.detail}.` : "";
  return [
    {
      severity: "bad",
      facts: { reason: end.reason },
      title,
      cause: `${cause}${issue}`,
      nextStep,
      needs,
      evidence: ids([end.event]),
    },
  ];
}
