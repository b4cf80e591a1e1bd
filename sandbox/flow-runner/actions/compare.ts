import { type ActionType, rawParameter, resolvedValue } from "../block";
import { toText } from "../resolve-reference";

/**
 * Writes one entry per condition tried; a value that is missing matches nothing but an empty operand. Whether a number in
 * a Lambda's JSON answer equals the same digits as text is documented nowhere: here it does not, so that no flow that
 * works in the sandbox depends on it. Operators of numbers take both.
 */
export const compare: ActionType = {
  type: "Compare",
  logType: "CheckAttribute",
  run(block) {
    const value = resolvedValue(block, rawParameter(block, "ComparisonValue"));
    const isText = typeof value !== "number" && typeof value !== "boolean";
    return { kind: "branch", value: toText(value), isText, logConditions: true };
  },
};
