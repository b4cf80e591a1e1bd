import { findFunction } from "../../services/lambda/function-store";
import { logsState } from "../../services/logs/log-store";
import type { CallFault } from "./call-fault";
import { lambdasOfFlow } from "./lambdas-of-flow";

/** Their roles can write to a log group but not create one, as with functions that were deployed with their groups. */
export const functionLogGroupMissing: CallFault = {
  name: "function-log-group-missing",
  title: "The Lambda function's log group is missing",
  changesAccount: true,
  begin(live) {
    const file = logsState(live.account);
    const names = lambdasOfFlow(live).map((arn) => findFunction(live.account, arn)?.version.logGroup ?? "");
    const taken = names.flatMap((name) => {
      const group = file.data.groups[name];
      delete file.data.groups[name];
      return group ? [{ name, group }] : [];
    });
    file.save();
    return () => {
      for (const { name, group } of taken) file.data.groups[name] ??= group;
      file.save();
    };
  },
};
