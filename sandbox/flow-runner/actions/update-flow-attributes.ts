import { type ActionType, next, noMatchingError, rawParameter, resolvedValue } from "../block";
import { toText } from "../resolve-reference";

/** Values last as long as this flow: a transfer to another flow starts without them. A block sets all of its values or none. */
export const updateFlowAttributes: ActionType = {
  type: "UpdateFlowAttributes",
  logType: "SetFlowAttributes",
  run(block) {
    const raw = rawParameter(block, "FlowAttributes");
    if (typeof raw !== "object" || raw === null) return noMatchingError;
    const wanted: [key: string, value: string][] = [];
    for (const key of Object.keys(raw)) {
      const value = rawParameter(block, "FlowAttributes", key, "Value");
      if (typeof value !== "string") return noMatchingError;
      wanted.push([key, toText(resolvedValue(block, value))]);
    }
    for (const [Key, Value] of wanted) block.log({ Parameters: { Key, Value } });
    block.frame.flowAttributes = { ...block.frame.flowAttributes, ...Object.fromEntries(wanted) };
    return next;
  },
};
