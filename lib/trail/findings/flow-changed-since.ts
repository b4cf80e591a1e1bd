import type { ComparedFlow, Finding, TrailFacts } from "@/lib/trail/event";
import { formatMoment } from "@/lib/trail/findings/finding-rule";

/** The flow that a finding tells of was published again after somebody had looked: what is live now is another. */
export function flowChangedSince(
  facts: TrailFacts | undefined,
  { changedSince, flowName }: ComparedFlow,
): Pick<Finding, "since"> {
  if (!facts?.seen || !changedSince) return {};
  const change = changedSince.at
    ? `The flow ${flowName} was published again on ${formatMoment(changedSince.at)}.`
    : `Another version of the flow ${flowName} is live.`;
  return { since: { seenAt: facts.seen.at, code: "flow-published", change } };
}
