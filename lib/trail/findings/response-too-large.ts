import type { Trail, TrailEvent } from "@/lib/trail/event";
import {
  eventsOf,
  type FindingRule,
  ids,
  type RuleFinding,
  rawMember,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";
import { parameterOf } from "@/lib/trail/findings/transfers";
import { functionName } from "@/lib/trail/hop-of-function";

/**
 * Amazon Connect takes less than 32 KB from a function. Ours say so themselves (413, too-large); of any other it shows
 * in that the function was done in time while its block got an error.
 */
export const responseTooLarge: FindingRule = (trail) => {
  const said = unclaimed(
    trail,
    trail.events.filter(
      ({ hop, title }) =>
        (hop === "retrieve" && /\b413\b/.test(title)) || (hop === "asapp" && /\(too-large\)/.test(title)),
    ),
  );
  if (said.length > 0) return [finding(said, "What is to be handed to the flow is larger than that.")];
  const refused = unclaimed(trail, eventsOf(trail, "flow-log")).flatMap((block) => {
    const done = doneInTime(trail, block);
    return done ? [block, done] : [];
  });
  return refused.length > 0
    ? [
        finding(
          refused,
          "The function was done in time and without an error, and still its block failed: the answer was larger than that, or not of the form that the block expects.",
        ),
      ]
    : [];
};

function finding(evidence: TrailEvent[], cause: string): RuleFinding {
  return {
    code: "response-too-large",
    severity: "bad",
    title: "A function's answer was not taken by the flow",
    cause: `Amazon Connect takes less than 32 KB from a function. ${cause}`,
    nextStep:
      "Let the voice agent hand over less: in Kore the body of the Service node (24 KB at the most), in ASAPP the task's variables. In Amazon Connect see under Routing › Flows › the flow that the block expects JSON.",
    evidence: ids(evidence),
  };
}

/** The request of a failed Lambda block that its function answered well. */
function doneInTime(trail: Trail, block: TrailEvent): TrailEvent | undefined {
  if (!/Function Returned An Error/i.test(block.detail ?? "")) return undefined;
  const name = functionName(
    parameterOf(block, "FunctionArn") ?? parameterOf(block, "LambdaFunctionARN") ?? "",
  );
  const requests = trail.events.filter(({ source }) => source === `lambda-log:${name}`);
  const limitMs = Number(parameterOf(block, "TimeLimit") ?? Number.NaN) || 8_000;
  const isDone = (event: TrailEvent) => {
    const tookMs = rawMember(event, "durationMs");
    const startMs = rawMember(event, "initMs");
    return (
      event.severity === "good" &&
      typeof tookMs === "number" &&
      tookMs + (typeof startMs === "number" ? startMs : 0) < limitMs
    );
  };
  return requests.every(isDone) ? requests.at(-1) : undefined;
}
