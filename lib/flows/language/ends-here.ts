import { ruleOf } from "./action-rules";
import type { FlowAction } from "./flow-document";

/** True when the call leaves the flow at this block if all goes well. Its errors may still lead on. */
export function endsHere(action: FlowAction): boolean {
  return ruleOf(action)?.ends === true;
}

/** Its messages go on until someone comes, who takes the caller out of the flow: it needs no way on. */
export function playsUntilAnswered(action: FlowAction): boolean {
  return action.Type === "MessageParticipantIteratively";
}
