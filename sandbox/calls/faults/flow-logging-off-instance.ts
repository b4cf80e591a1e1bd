import { connectState } from "../../services/connect/connect-state";
import type { CallFault } from "./call-fault";

export const flowLoggingOffInstance: CallFault = {
  name: "flow-logging-off-instance",
  title: "Flow logs are off in the instance",
  changesAccount: true,
  changesEveryCall: true,
  begin({ account }) {
    const file = connectState(account);
    const { attributes } = file.data.instance;
    const before = attributes.CONTACTFLOW_LOGS ?? "true";
    attributes.CONTACTFLOW_LOGS = "false";
    file.save();
    return () => {
      attributes.CONTACTFLOW_LOGS = before;
      file.save();
    };
  },
};
