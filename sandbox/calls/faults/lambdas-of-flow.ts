import type { LiveCall } from "../live-call";
import { runnableFlow } from "../runnable-flow";
import { flowsOfCall } from "./flows-of-call";

/** ARNs of the functions that the call's flows invoke. */
export function lambdasOfFlow(live: LiveCall): string[] {
  const actions = flowsOfCall(live).flatMap((flow) => [
    ...(runnableFlow(live.account, flow)?.document.actions.values() ?? []),
  ]);
  const arns = actions.flatMap(({ parameters }) =>
    typeof parameters.LambdaFunctionARN === "string" ? [parameters.LambdaFunctionARN] : [],
  );
  return [...new Set(arns)];
}
