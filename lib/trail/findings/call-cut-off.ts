import type { Trail } from "@/lib/trail/event";
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
}

const askAws =
  "No action is needed for a single call. When it happens often, open a case with AWS Support and give the contact IDs.";

const explanations = new Map<string, Explanation>([
  [
    "TELECOM_PROBLEM",
    {
      title: "The telephone network ended the call",
      cause: "Amazon Connect lost the call to a problem in the telephone network (TELECOM_PROBLEM).",
      nextStep: askAws,
    },
  ],
  [
    "EXPIRED",
    {
      title: "The contact expired",
      cause: "The contact waited longer than Amazon Connect keeps it (EXPIRED).",
      nextStep:
        "In Amazon Connect see under Routing › Queues whether anybody works this queue, and under Routing › Flows what its queue flow does with those who wait long.",
    },
  ],
]);

/** Amazon Connect says that neither a person nor a flow ended the contact, but a failure. */
export const callCutOff = defineFinding({ code: "call-cut-off", name: "Call cut off", find });

function find(trail: Trail): FoundTrouble[] {
  const end = endOfCall(trail);
  if (end?.event.severity !== "bad" || unclaimed(trail, [end.event]).length === 0) return [];
  const { title, cause, nextStep } = explanations.get(end.reason) ?? {
    title: "The contact ended with a failure",
    cause: `Amazon Connect gives ${end.reason} as the reason for the end of the contact.`,
    nextStep: askAws,
  };
  const issue = end.event.detail ? ` Amazon Connect suspects: ${end.event.detail}.` : "";
  return [
    {
      severity: "bad",
      facts: { reason: end.reason },
      title,
      cause: `${cause}${issue}`,
      nextStep,
      evidence: ids([end.event]),
    },
  ];
}
