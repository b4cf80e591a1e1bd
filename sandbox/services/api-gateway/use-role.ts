import type { SandboxAccount } from "../../state/account";
import { statementsOf } from "../iam/decide-permission";
import { evaluatePolicy } from "../iam/evaluate-policy";
import { iamState } from "../iam/iam-store";
import { readPolicyDocument } from "../iam/policy-document";

/** Whether API Gateway can assume this role, and the role allows that action. */
export function mayGatewayUseRole(
  account: SandboxAccount,
  roleArn: string,
  wanted: { action: string; resource: string },
): boolean {
  const state = iamState(account).data;
  const role = Object.values(state.roles).find(({ arn }) => arn === roleArn);
  if (!role) return false;
  const trust = evaluatePolicy(readPolicyDocument(role.trustPolicy), {
    action: "sts:AssumeRole",
    principal: { kind: "Service", value: "apigateway.amazonaws.com" },
  });
  return trust === "allowed" && evaluatePolicy(statementsOf(role, state), wanted) === "allowed";
}
