import * as schemas from "@aws-sdk/client-cloudwatch-logs";
import type { SandboxService } from "../../wire/service";
import { eventHandlers } from "./event-handlers";
import { groupHandlers } from "./group-handlers";
import { logGroupArn } from "./log-store";

export const logs: SandboxService = {
  name: "logs",
  schemas,
  protocol: { kind: "json", version: "1.1", target: "Logs_20140328" },
  handlers: { ...groupHandlers, ...eventHandlers },
  permissions(operation, input, { account }) {
    const action = `logs:${operation}`;
    const { logGroupName, logGroupIdentifier, logStreamName, resourceArn } = input;
    if (typeof resourceArn === "string") return [{ action, resource: `${resourceArn}:*` }];
    const identifier = logGroupName ?? logGroupIdentifier;
    // DescribeLogGroups is asked of all groups at once, whatever its prefix.
    if (typeof identifier !== "string")
      return [{ action, resource: `${logGroupArn(account, "")}:log-stream:` }];
    const arn = identifier.startsWith("arn:") ? identifier : logGroupArn(account, identifier);
    const stream = typeof logStreamName === "string" ? logStreamName : "";
    return [{ action, resource: `${arn}:log-stream:${stream}` }];
  },
};
