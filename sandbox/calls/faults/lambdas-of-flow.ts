import { connectState } from "../../services/connect/connect-state";
import type { LiveCall } from "../live-call";
import { runnableFlow } from "../runnable-flow";

/** ARNs of the functions that the called number's flow invokes. */
export function lambdasOfFlow({ account, request }: LiveCall): string[] {
  const { data } = connectState(account);
  const number = data.phoneNumbers.find((one) => one.number === request.to);
  const flow = data.flows.find(({ id }) => id === number?.flowId);
  const actions = flow ? (runnableFlow(account, flow)?.document.actions.values() ?? []) : [];
  return [...actions].flatMap(({ parameters }) =>
    typeof parameters.LambdaFunctionARN === "string" ? [parameters.LambdaFunctionARN] : [],
  );
}
