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
        "A block waits 8 seconds at most. In Amazon Connect, check under Routing › Flows › the flow whether its timeout is shorter. If not, the function must be faster: in {screen}, give it more memory, which also makes it start faster, and deploy.",
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
  const cold = coldStartMs > 0 ? `, including a cold start of ${Math.round(coldStartMs)} ms` : "";
  const measured = `Lambda measured ${Math.round(tookMs)} ms${cold}`;
  return tookMs >= limitMs
    ? `${functionName} exceeded the block's timeout of ${limit}: ${measured}.`
    : `${functionName} exceeded the block's timeout of ${limit}: ${measured}, not counting network time.`;
}
