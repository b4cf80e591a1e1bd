import { type ActionType, noMatchingError, textParameter } from "../block";

/** Only a published flow can be entered; success leaves this one for good. */
export const transferToFlow: ActionType = {
  type: "TransferToFlow",
  logType: "Transfer",
  run(block) {
    const id = textParameter(block, "ContactFlowId");
    const flow = id === undefined ? undefined : block.world.findFlow(id);
    block.log({ Parameters: { ContactFlowId: flow?.arn ?? id ?? "" }, Results: String(flow !== undefined) });
    return flow === undefined ? noMatchingError : { kind: "flow", flow };
  },
};
