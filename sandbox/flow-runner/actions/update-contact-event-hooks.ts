import { type ActionType, next, noMatchingError, rawParameter, textMap } from "../block";

/** The hook's flow must exist. An empty one removes the hook. */
export const updateContactEventHooks: ActionType = {
  type: "UpdateContactEventHooks",
  logType: "SetContactFlow",
  run(block) {
    if (rawParameter(block, "EventHooks") === undefined) return noMatchingError;
    for (const [hook, id] of Object.entries(textMap(block, "EventHooks"))) {
      block.log({ Parameters: { Type: hook, ContactFlowId: id } });
      if (id !== "" && block.world.findFlow(id) === undefined) return noMatchingError;
      block.call.eventHooks = { ...block.call.eventHooks, [hook]: id };
    }
    return next;
  },
};
