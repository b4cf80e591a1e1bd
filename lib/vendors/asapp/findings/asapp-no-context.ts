import type { Trail } from "@/lib/trail/event";
import { callerHungUp } from "@/lib/trail/findings/caller-hung-up";
import { defineFinding, endOfCall, type FoundTrouble, ids, isFound } from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { leftNothing } from "@/lib/trail/voice-agent-facts";
import { asappNumberExpired } from "./asapp-number-expired";

/** GenerativeAgent's part ended and left nothing for the flow: the caller left before it was done. */
export const asappNoContext = defineFinding({
  code: "asapp-no-context",
  name: "No context from ASAPP",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  // Then it is the caller who is told of, and why there is none comes of that.
  if (isFound(trail, callerHungUp) || isFound(trail, asappNumberExpired)) return [];
  const asapp = trail.events.filter(({ hop }) => hop === "asapp");
  // What fails for another reason is told by that.
  if (asapp.some(({ severity }) => severity === "bad")) return [];
  const asked = asapp.filter((event) => functionFacts(event).reason === "no-context");
  const ended = asapp.filter(leftNothing);
  const end = endOfCall(trail);
  const wentOn = trail.events.some(({ hop }) => hop === "queue" || hop === "agent");
  const left = end?.reason === "CUSTOMER_DISCONNECT" && !wentOn;
  if (asked.length === 0 && !(ended.length > 0 && left)) return [];
  return [
    {
      severity: "attention",
      facts: { reason: left ? "caller-hung-up" : "ended-early" },
      title: "GenerativeAgent returned no context",
      cause: left
        ? "The caller hung up while talking to GenerativeAgent, so there is no context."
        : "GenerativeAgent's part ended before it had any context. Usually, the caller left the conversation.",
      nextStep:
        "No action is needed for a single call. If it happens often, check in ASAPP where callers leave the conversation. The flow's no-context branch should lead to agents.",
      needs: "nothing",
      evidence: ids([...ended, ...asked, ...(left && end ? [end.event] : [])]),
    },
  ];
}
