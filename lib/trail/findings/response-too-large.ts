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
 * Amazon Connect accepts less than 32 KB from a function. Ours say so themselves (413, too-large); of any other it shows
 * in that the function was done in time while its block got an error.
 */
export const responseTooLarge = defineFinding({
  code: "response-too-large",
  name: "Response over 32 KB",
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
  if (said.length > 0) return [finding(trail, said, { reason: "said" }, "This response is larger.")];
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
      `The function finished without an error after ${Math.round(tookMs)} ms of the ${limitMs / 1000} s that the block waits, but the block failed. The response was too large, or not in the format that the block expects.`,
    ),
  ];
}

function finding(trail: Trail, evidence: TrailEvent[], facts: EventFacts, cause: string): FoundTrouble {
  const { title, handsOver } = wordsOf(trail);
  return {
    severity: "bad",
    facts,
    title: "The flow rejected a function's response",
    cause: `Amazon Connect accepts less than 32 KB from a function. ${cause}`,
    nextStep: `Have ${title} send less data: ${handsOver}. In Amazon Connect, check under Routing › Flows › the flow that the block expects JSON.`,
    needs: "elsewhere",
    evidence: ids(evidence),
  };
}
