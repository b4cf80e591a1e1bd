import type { SandboxAccount } from "../../state/account";
import { logGroupArn } from "../logs/log-store";
import { badRequest, notBuilt, type Stage } from "./gateway-store";
import { requireLogRole } from "./stage-method-settings";

/** The log group that an access log goes to. */
export function logGroupOf(account: SandboxAccount, destinationArn: string): string | undefined {
  const prefix = logGroupArn(account, "");
  if (!destinationArn.startsWith(prefix)) return undefined;
  return destinationArn.slice(prefix.length).replace(/:\*$/, "");
}

export function checkAccessLog(
  account: SandboxAccount,
  { destinationArn, format }: NonNullable<Stage["accessLogSettings"]>,
): void {
  requireLogRole(account);
  if (destinationArn?.startsWith("arn:aws:firehose:")) throw notBuilt("access logs to Firehose");
  if (destinationArn === undefined || !logGroupOf(account, destinationArn))
    throw badRequest("Invalid ARN specified in the request. The ARN must be one of a log group.");
  if (format === undefined || !/\$context\.(?:requestId|extendedRequestId)\b/.test(format))
    throw badRequest(
      "The access log format must contain at least $context.requestId or $context.extendedRequestId.",
    );
}
