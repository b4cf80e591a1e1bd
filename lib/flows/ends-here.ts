import { actionRule } from "./action-rules";
import type { FlowAction } from "./flow-document";

/** True when the call leaves the flow at this block if all goes well. Its errors may still lead on. */
export function endsHere(action: FlowAction): boolean {
  if (action.Type === "TransferParticipantToThirdParty") {
    return action.Parameters?.ContinueFlowExecution === "False";
  }
  return actionRule(action.Type)?.ends === true;
}
