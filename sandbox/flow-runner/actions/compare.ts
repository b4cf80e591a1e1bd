import { type ActionType, rawParameter, resolvedValue } from "../block";
import { toText } from "../resolve-reference";

/**
 * Writes one log entry per condition tried; a missing value matches only an empty operand. Whether a number in
 * a Lambda function's JSON answer equals the same digits as text isn't documented. Here it doesn't, so that no flow that
 * works in the sandbox depends on it. Number operators accept both.
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
