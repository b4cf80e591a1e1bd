import { connectState } from "../../services/connect/connect-state";
import { flowLogGroup } from "../../services/connect/service";
import { logsState } from "../../services/logs/log-store";
import type { CallFault } from "./call-fault";

/** Someone deleted the flow log's group, and Connect doesn't create it again. Restoring it restores its lines. */
export const logGroupMissing: CallFault = {
  name: "log-group-missing",
  title: "The flow log's log group is missing",
  changesAccount: true,
  changesEveryCall: true,
  begin({ account }) {
    const file = logsState(account);
    const name = flowLogGroup(connectState(account).data.instance.alias);
    const group = file.data.groups[name];
    if (!group) return undefined;
    delete file.data.groups[name];
    file.save();
    return () => {
      file.data.groups[name] ??= group;
      file.save();
    };
  },
};
