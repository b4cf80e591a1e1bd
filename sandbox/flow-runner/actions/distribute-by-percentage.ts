import type { ActionType } from "../block";

/** Conditions are NumberLessThan 1 + the running sum; the rest goes to NoMatchingCondition. */
export const distributeByPercentage: ActionType = {
  type: "DistributeByPercentage",
  logType: "DistributeByPercentage",
  run(block) {
    const value = String(block.world.rollPercent());
    block.log({ Results: value });
    return { kind: "branch", value };
  },
};
