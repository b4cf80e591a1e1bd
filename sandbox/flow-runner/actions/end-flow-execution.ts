import type { ActionType } from "../block";

/** Beside a call (whispers, the customer queue flow, holds) the call goes on; in an inbound flow the contact ends. */
export const endFlowExecution: ActionType = {
  type: "EndFlowExecution",
  logType: "Resume",
  run(block) {
    block.log({ Parameters: {} });
    return { kind: "ended", how: block.frame.type === "CONTACT_FLOW" ? "flow-disconnect" : "flow-ended" };
  },
};
