import type { CallFault } from "./call-fault";
import { changeLastFlow } from "./change-live-flow";

/** The block that chooses the queue is cut off from what comes after it. */
export const deadEnd: CallFault = {
  name: "dead-end",
  title: "The flow reaches a block with no next block",
  changesAccount: true,
  begin: (live) =>
    changeLastFlow(live, (type) =>
      type === "UpdateContactTargetQueue" ? { Transitions: { Errors: [], Conditions: [] } } : undefined,
    ),
};
