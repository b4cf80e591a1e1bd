import { type ActionType, rawParameter, resolvedValue } from "../block";
import { toText } from "../resolve-reference";

/** Writes one entry per condition tried; a value that is missing matches nothing but an empty operand. */
export const compare: ActionType = {
  type: "Compare",
  logType: "CheckAttribute",
  run(block) {
    const value = toText(resolvedValue(block, rawParameter(block, "ComparisonValue")));
    return { kind: "branch", value, logConditions: true };
  },
};
