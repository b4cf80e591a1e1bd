import { idOf } from "../../services/connect/arns";
import type { Flow } from "../../services/connect/connect-model";
import { connectState } from "../../services/connect/connect-state";
import type { LiveCall } from "../live-call";
import { runnableFlow } from "../runnable-flow";

const maxFlows = 20;

/** The called number's flow, and those that it leads to: by a transfer to a flow, or by an event hook. */
export function flowsOfCall({ account, request }: LiveCall): Flow[] {
  const { data } = connectState(account);
  const number = data.phoneNumbers.find((one) => one.number === request.to);
  const first = data.flows.find(({ id }) => id === number?.flowId);
  const found = first ? [first] : [];
  for (const flow of found) {
    const actions = runnableFlow(account, flow)?.document.actions.values() ?? [];
    for (const { parameters } of actions) {
      const { ContactFlowId, EventHooks } = parameters;
      const hooks = typeof EventHooks === "object" && EventHooks !== null ? Object.values(EventHooks) : [];
      for (const target of [ContactFlowId, ...hooks]) {
        const next = data.flows.find(({ id }) => typeof target === "string" && id === idOf(target));
        if (next && !found.includes(next) && found.length < maxFlows) found.push(next);
      }
    }
  }
  return found;
}
