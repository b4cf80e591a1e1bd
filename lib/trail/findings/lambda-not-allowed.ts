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
      title: "Amazon Connect was not let in to a function",
      cause: `Amazon Connect may not invoke ${names.join(", ") || "the function"}: its policy does not name this instance, or it is not in the instance's list of functions.`,
      ...atIntegration(
        trail,
        "",
        "In {screen} choose “Plan changes”: the plan shows which of the two is gone and makes it again. A function of your own is added in the AWS console under Amazon Connect › the instance › Flows › AWS Lambda.",
      ),
      evidence: ids(refused),
    },
  ];
}
