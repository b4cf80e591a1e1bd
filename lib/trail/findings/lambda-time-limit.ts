import type { Trail } from "@/lib/trail/event";
import {
  defineFinding,
  eventsOf,
  type FoundTrouble,
  ids,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { type MeasuredRun, measuredRunOf } from "@/lib/trail/findings/measured-run";

/**
 * A function that did its work and took as long as its block waits, or nearly: Lambda's figures leave out the way there
 * and back, and what making a new environment takes beyond its Init Duration.
 */
export const lambdaTimeLimit = defineFinding({
  code: "lambda-time-limit",
  name: "Function over its time limit",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const late = unclaimed(trail, eventsOf(trail, "flow-log")).flatMap((block) => {
    const run = measuredRunOf(trail, block);
    return run && isNearLimit(run) ? [{ block, run }] : [];
  });
  const [first] = late;
  if (!first) return [];
  return [
    {
      severity: "bad",
      facts: factsOf(first.run),
      title: "A function took longer than its block waits",
      cause: causeOf(first.run),
      ...atIntegration(
        trail,
        "Settings",
        "A block waits 8 seconds at most: in Amazon Connect see under Routing › Flows › the flow whether its timeout is shorter. Else the function must be quicker: in {screen} give it more memory, which also speeds up its start, and deploy.",
      ),
      evidence: ids(late.flatMap(({ block, run }) => [block, ...run.requests])),
    },
  ];
}

/** What the way there and back may take at the most: a tenth of the limit, and half a second at least. */
function isNearLimit({ tookMs, limitMs }: MeasuredRun): boolean {
  return limitMs - tookMs <= Math.max(limitMs / 10, 500);
}

function factsOf({ functionName, tookMs, coldStartMs, limitMs }: MeasuredRun) {
  return { functionName, tookMs: Math.round(tookMs), coldStartMs: Math.round(coldStartMs), limitMs };
}

function causeOf({ functionName, tookMs, coldStartMs, limitMs }: MeasuredRun): string {
  const limit = `${limitMs / 1000} s`;
  const cold = coldStartMs > 0 ? `, ${Math.round(coldStartMs)} ms of it the cold start` : "";
  const measured = `Lambda measured ${Math.round(tookMs)} ms${cold}`;
  return tookMs >= limitMs
    ? `${functionName} ran into the block's time limit of ${limit}: ${measured}.`
    : `${functionName} ran into the block's time limit of ${limit}: ${measured}, which does not count the way there and back.`;
}
