import { endOfCall, eventsOf, type FindingRule, ids } from "@/lib/trail/findings/finding-rule";

/** GenerativeAgent's part ended and left nothing for the flow: the caller left before it was done. */
export const asappNoContext: FindingRule = (trail) => {
  const asapp = trail.events.filter(({ hop }) => hop === "asapp");
  // What fails for another reason is told by that.
  if (asapp.some(({ severity }) => severity === "bad")) return [];
  const asked = asapp.filter(({ title }) => /\(no-context\)/.test(title));
  const ended = eventsOf(trail, "asapp-transfer").filter(({ title }) =>
    /ended without a context/.test(title),
  );
  const end = endOfCall(trail);
  const wentOn = trail.events.some(({ hop }) => hop === "queue" || hop === "agent");
  const left = end?.reason === "CUSTOMER_DISCONNECT" && !wentOn;
  if (asked.length === 0 && !(ended.length > 0 && left)) return [];
  return [
    {
      code: "asapp-no-context",
      severity: "attention",
      title: "GenerativeAgent left no context",
      cause: left
        ? "The caller hung up while with GenerativeAgent, which then has nothing to hand over."
        : "GenerativeAgent's part ended before it had anything to hand over: as a rule the caller had left the conversation.",
      nextStep:
        "Nothing is to be mended for one call. When it happens often, read the conversation in ASAPP and see where callers leave; the flow's branch for no-context should lead to people.",
      evidence: ids([...ended, ...asked, ...(left && end ? [end.event] : [])]),
    },
  ];
};
