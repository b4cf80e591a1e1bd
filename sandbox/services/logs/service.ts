import * as schemas from "@aws-sdk/client-cloudwatch-logs";
import type { SandboxService } from "../../wire/service";
import { tagConditions } from "../iam/tag-conditions";
import { eventHandlers } from "./event-handlers";
import { groupHandlers } from "./group-handlers";
import { logGroupArn, logsState } from "./log-store";

export const logs: SandboxService = {
  name: "logs",
  schemas,
  protocol: { kind: "json", version: "1.1", target: "Logs_20140328" },
  handlers: { ...groupHandlers, ...eventHandlers },
  permissions(operation, input, { account }) {
    const action = `logs:${operation}`;
    const {
      logGroupName,
      logGroupIdentifier,
      logStreamName,
      resourceArn,
      tags: request,
      tagKeys: keys,
    } = input;
    const identifier = resourceArn ?? logGroupName ?? logGroupIdentifier;
    // DescribeLogGroups needs permission for all groups, whatever its prefix.
    if (typeof identifier !== "string")
      return [{ action, resource: `${logGroupArn(account, "")}:log-stream:` }];
    const arn = identifier.startsWith("arn:") ? identifier : logGroupArn(account, identifier);
    const name = arn.split(":log-group:")[1]?.split(":")[0] ?? "";
    const tags = operation === "CreateLogGroup" ? {} : logsState(account).data.groups[name]?.tags;
    const stream = typeof logStreamName === "string" ? logStreamName : "";
    return [
      {
        action,
        resource: typeof resourceArn === "string" ? `${resourceArn}:*` : `${arn}:log-stream:${stream}`,
        conditions: tagConditions({ resource: tags, request, keys }),
      },
    ];
  },
};
