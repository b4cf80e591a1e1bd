import { functionName } from "@/lib/hops/hop-of-function";
import type { Trail } from "@/lib/trail/event";
import { failedBy } from "@/lib/trail/failure-kind";
import { defineFinding, eventsOf, type FoundTrouble, ids } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { parameterOf } from "@/lib/trail/findings/transfers";

/** The flow could not even start a function. */
export const lambdaNotAllowed = defineFinding({
  code: "lambda-not-allowed",
  name: "Function not allowed",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const refused = eventsOf(trail, "flow-log").filter((event) => failedBy(event, "invoke-denied"));
  if (refused.length === 0) return [];
  const names = [
    ...new Set(
      refused.map((event) =>
        functionName(parameterOf(event, "FunctionArn") ?? parameterOf(event, "LambdaFunctionARN") ?? ""),
      ),
    ),
  ].filter((name) => name !== "");
  return [
    {
      severity: "bad",
      facts: { functions: names },
      title: "Amazon Connect wasn't allowed to invoke a function",
      cause: `Amazon Connect can't invoke ${names.join(", ") || "the function"}: its resource policy doesn't allow this instance, or the function isn't associated with the instance.`,
      ...atIntegration(
        trail,
        "",
        "In {screen}, choose “Plan changes”: the plan shows which of the two is missing, and deploying it restores it. For a function of your own, add it in the AWS console under Amazon Connect › the instance › Flows › AWS Lambda.",
      ),
      evidence: ids(refused),
    },
  ];
}
