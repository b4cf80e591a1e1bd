import { type ActionType, next, noMatchingError, rawParameter, textMap } from "../block";

/** The flow types that a hook leads to, where only one fits. */
const typeOfHook: Readonly<Record<string, string>> = {
  AgentHold: "AGENT_HOLD",
  AgentWhisper: "AGENT_WHISPER",
  CustomerHold: "CUSTOMER_HOLD",
  CustomerQueue: "CUSTOMER_QUEUE",
  CustomerWhisper: "CUSTOMER_WHISPER",
  CustomerRemaining: "CONTACT_FLOW",
  DefaultAgentUI: "CONTACT_FLOW",
  DisconnectAgentUI: "CONTACT_FLOW",
};

/** The hook's flow must exist and fit. An empty one removes the hook. */
export const updateContactEventHooks: ActionType = {
  type: "UpdateContactEventHooks",
  logType: "SetContactFlow",
  run(block) {
    if (rawParameter(block, "EventHooks") === undefined) return noMatchingError;
    for (const [hook, id] of Object.entries(textMap(block, "EventHooks"))) {
      block.log({ Parameters: { Type: hook, ContactFlowId: id } });
      const flow = id === "" ? undefined : block.world.findFlow(id);
      const fits = Object.hasOwn(typeOfHook, hook) ? typeOfHook[hook] : undefined;
      if (id !== "" && (flow === undefined || (fits !== undefined && flow.type !== fits)))
        return noMatchingError;
      block.call.eventHooks = { ...block.call.eventHooks, [hook]: id };
    }
    return next;
  },
};
