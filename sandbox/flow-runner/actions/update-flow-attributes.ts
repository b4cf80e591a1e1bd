import { type ActionType, next, noMatchingError, rawParameter, resolvedValue } from "../block";
import { toText } from "../resolve-reference";

/** Values live as long as this flow: a transfer to another one starts without them. */
export const updateFlowAttributes: ActionType = {
  type: "UpdateFlowAttributes",
  logType: "SetFlowAttributes",
  run(block) {
    const raw = rawParameter(block, "FlowAttributes");
    if (typeof raw !== "object" || raw === null) return noMatchingError;
    for (const key of Object.keys(raw)) {
      const value = rawParameter(block, "FlowAttributes", key, "Value");
      if (typeof value !== "string") return noMatchingError;
      const text = toText(resolvedValue(block, value));
      block.log({ Parameters: { Key: key, Value: text } });
      block.frame.flowAttributes = { ...block.frame.flowAttributes, [key]: text };
    }
    return next;
  },
};
