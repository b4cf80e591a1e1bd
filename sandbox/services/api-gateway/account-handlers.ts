import type { UpdateAccountRequest } from "@aws-sdk/client-api-gateway";
import type { SandboxAccount } from "../../state/account";
import type { Handler, RequestContext } from "../../wire/service";
import { badRequest, gatewayState } from "./gateway-store";
import { applyPatch } from "./patch";
import { mayGatewayUseRole } from "./use-role";

export const accountHandlers: Record<string, Handler> = {
  GetAccount: (_input: object, { account }: RequestContext) => describeAccount(account),

  /** One role for every API of the account: setting it here changes it for all of them. */
  UpdateAccount(input: UpdateAccountRequest, { account }: RequestContext) {
    const file = gatewayState(account);
    let { cloudwatchRoleArn } = file.data;
    applyPatch(input.patchOperations, {
      "/cloudwatchRoleArn": (value) => {
        cloudwatchRoleArn = value === "" ? undefined : value;
      },
    });
    if (cloudwatchRoleArn !== undefined) checkRole(account, cloudwatchRoleArn);
    file.data.cloudwatchRoleArn = cloudwatchRoleArn;
    file.save();
    return describeAccount(account);
  },
};

function checkRole(account: SandboxAccount, roleArn: string): void {
  const resource = `arn:aws:logs:${account.region}:${account.accountId}:*`;
  if (!mayGatewayUseRole(account, roleArn, { action: "logs:PutLogEvents", resource }))
    throw badRequest(
      "The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.",
    );
}

function describeAccount(account: SandboxAccount): object {
  return {
    cloudwatchRoleArn: gatewayState(account).data.cloudwatchRoleArn,
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ["UsagePlans"],
    apiKeyVersion: "4",
  };
}
