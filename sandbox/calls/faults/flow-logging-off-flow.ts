import type { CallFault } from "./call-fault";
import { changeLiveFlow } from "./change-live-flow";

export const flowLoggingOffFlow: CallFault = {
  name: "flow-logging-off-flow",
  title: "Logging is off in the flow",
  changesAccount: true,
  begin: (live) =>
    changeLiveFlow(live, (type, parameters) =>
      type === "UpdateFlowLoggingBehavior"
        ? { Parameters: { ...parameters, FlowLoggingBehavior: "Disabled" } }
        : undefined,
    ),
};
