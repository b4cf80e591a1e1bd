import type { EventFacts, Trail, TrailEvent } from "@/lib/trail/event";
import {
  defineFinding,
  eventsOf,
  type FoundTrouble,
  ids,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";
import { functionFacts } from "@/lib/trail/findings/function-facts";
import { measuredRunOf } from "@/lib/trail/findings/measured-run";
import { wordsOf } from "@/lib/trail/findings/vendor-words";

/**
 * Amazon Connect takes less than 32 KB from a function. Ours say so themselves (413, too-large); of any other it shows
 * in that the function was done in time while its block got an error.
 */
export const responseTooLarge = defineFinding({
  code: "response-too-large",
  name: "Answer over 32 KB",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const said = unclaimed(
    trail,
    trail.events.filter(
      (event) =>
        (event.hop === "retrieve" && functionFacts(event).statusCode === 413) ||
        functionFacts(event).reason === "too-large",
    ),
  );
  if (said.length > 0)
    return [
      finding(trail, said, { reason: "said" }, "What is to be handed to the flow is larger than that."),
    ];
  const refused = unclaimed(trail, eventsOf(trail, "flow-log")).flatMap((block) => {
    const run = measuredRunOf(trail, block);
    return run ? [{ block, run }] : [];
  });
  const [first] = refused;
  if (!first) return [];
  const { tookMs, limitMs } = first.run;
  return [
    finding(
      trail,
      refused.flatMap(({ block, run }) => [block, ...run.requests]),
      { reason: "measured", tookMs: Math.round(tookMs), limitMs },
      `The function was done without an error after ${Math.round(tookMs)} ms of the ${limitMs / 1000} s that the block waits, and still its block failed: the answer was larger than that, or not of the form that the block expects.`,
    ),
  ];
}

function finding(trail: Trail, evidence: TrailEvent[], facts: EventFacts, cause: string): FoundTrouble {
  const { title, handsOver } = wordsOf(trail);
  return {
    severity: "bad",
    facts,
    title: "A function's answer was not taken by the flow",
    cause: `Amazon Connect takes less than 32 KB from a function. ${cause}`,
    nextStep: `Let ${title} hand over less: ${handsOver}. In Amazon Connect see under Routing › Flows › the flow that the block expects JSON.`,
    evidence: ids(evidence),
  };
}
