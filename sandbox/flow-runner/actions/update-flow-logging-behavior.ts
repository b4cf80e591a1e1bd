import { type ActionType, next, rawParameter } from "../block";

/** The block's own entry is written while logging is on, so it is the first line, or the last one. */
export const updateFlowLoggingBehavior: ActionType = {
  type: "UpdateFlowLoggingBehavior",
  logType: "SetLoggingBehavior",
  run(block) {
    const enabled = rawParameter(block, "FlowLoggingBehavior") === "Enabled";
    if (enabled) block.call.loggingEnabled = true;
    block.log({ Parameters: { LoggingBehavior: enabled ? "Enable" : "Disable" } });
    block.call.loggingEnabled = enabled;
    return next;
  },
};
