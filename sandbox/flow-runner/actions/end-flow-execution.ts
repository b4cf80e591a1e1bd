import type { ActionType } from "../block";

/** In an inbound flow nothing is left to resume, so the contact ends. */
export const endFlowExecution: ActionType = {
  type: "EndFlowExecution",
  logType: "Resume",
  run(block) {
    block.log({ Parameters: {} });
    return { kind: "ended", how: "flow-disconnect" };
  },
};
