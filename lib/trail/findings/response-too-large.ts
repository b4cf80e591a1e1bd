import type { EventFacts, TrailEvent } from "@/lib/trail/event";
import {
  eventsOf,
  type FindingRule,
  ids,
  type RuleFinding,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { measuredRunOf } from "@/lib/trail/findings/measured-run";

/**
 * Amazon Connect takes less than 32 KB from a function. Ours say so themselves (413, too-large); of any other it shows
 * in that the function was done in time while its block got an error.
 */
export const responseTooLarge: FindingRule = (trail) => {
  const said = unclaimed(
    trail,
    trail.events.filter(
      (event) =>
        (event.hop === "retrieve" && functionFacts(event).statusCode === 413) ||
        functionFacts(event).reason === "too-large",
    ),
  );
  if (said.length > 0)
    return [finding(said, { reason: "said" }, "What is to be handed to the flow is larger than that.")];
  const refused = unclaimed(trail, eventsOf(trail, "flow-log")).flatMap((block) => {
    const run = measuredRunOf(trail, block);
    return run ? [{ block, run }] : [];
  });
  const [first] = refused;
  if (!first) return [];
  const { tookMs, limitMs } = first.run;
  return [
    finding(
      refused.flatMap(({ block, run }) => [block, ...run.requests]),
      { reason: "measured", tookMs: Math.round(tookMs), limitMs },
      `The function was done without an error after ${Math.round(tookMs)} ms of the ${limitMs / 1000} s that the block waits, and still its block failed: the answer was larger than that, or not of the form that the block expects.`,
    ),
  ];
};

function finding(evidence: TrailEvent[], facts: EventFacts, cause: string): RuleFinding {
  return {
    code: "response-too-large",
    severity: "bad",
    facts,
    title: "A function's answer was not taken by the flow",
    cause: `Amazon Connect takes less than 32 KB from a function. ${cause}`,
    nextStep:
      "Let the voice agent hand over less: in Kore the body of the Service node (24 KB at the most), in ASAPP the task's variables. In Amazon Connect see under Routing › Flows › the flow that the block expects JSON.",
    evidence: ids(evidence),
  };
}
