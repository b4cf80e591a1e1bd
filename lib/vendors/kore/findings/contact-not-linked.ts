import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, isSettled, report } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { voiceAgentPart } from "@/lib/trail/voice-agent-facts";
import { notLinked } from "../trail/linked-conversation";

/** The call was with the voice agent, and nothing says which of Kore's sessions it was. */
export const contactNotLinked = defineFinding({
  code: "kore-contact-not-linked",
  name: "Contact not linked with Kore",
  find,
});

function find(trail: Trail, now: Date): FoundTrouble[] {
  const conversation = report(trail, "kore-conversation");
  const isMissing = conversation?.state === "failed" && conversation.problem.code === notLinked.code;
  const called = trail.events.filter((event) => voiceAgentPart(event) === "called");
  // A call that the voice agent's side refused has no session.
  const isRefused = trail.events.some((event) => voiceAgentPart(event) === "failed");
  if (!isMissing || called.length === 0 || isRefused || !isSettled(trail, now)) return [];
  return [
    {
      severity: "attention",
      title: "The contact isn't linked with its Kore session",
      cause:
        "The call went to the voice agent, and neither the contact center's event script nor one of its variables says which Kore session it was. So Kore's conversation and summary can't be shown.",
      ...atIntegration(
        trail,
        "Guide",
        "Paste the event script from {screen} into the flow, and publish the flow. If the script is there, check in Kore that a flow is attached to the connector's number: without one, a call ends without a session.",
      ),
      evidence: ids(called),
    },
  ];
}
