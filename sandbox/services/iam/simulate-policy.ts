import type { SimulatePrincipalPolicyRequest } from "@aws-sdk/client-iam";
import {
  type ConditionValues,
  type Handler,
  type RequestContext,
  ServiceError,
  type Valid,
} from "../../wire/service";
import { statementsOf } from "./decide-permission";
import { evaluatePolicy } from "./evaluate-policy";
import { iamState } from "./iam-store";

/** What a user or role is allowed, without trying it. The main user is allowed everything. */
export const simulatePrincipalPolicy: Handler = (
  input: Valid<SimulatePrincipalPolicyRequest>,
  { account, accountId }: RequestContext,
) => {
  const statements = statementsOfArn(input.PolicySourceArn);
  const conditions: ConditionValues = { "aws:requestedregion": account.region };
  for (const { ContextKeyName, ContextKeyType, ContextKeyValues = [] } of input.ContextEntries ?? [])
    if (ContextKeyName)
      conditions[ContextKeyName.toLowerCase()] = ContextKeyType?.endsWith("List")
        ? ContextKeyValues
        : (ContextKeyValues[0] ?? "");
  const resources = input.ResourceArns?.length ? input.ResourceArns : ["*"];
  const results = input.ActionNames.flatMap((action) =>
    resources.map((resource) => ({
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: statements ? evaluatePolicy(statements, { action, resource, conditions }) : "allowed",
      MatchedStatements: [],
      MissingContextValues: [],
    })),
  );
  return { EvaluationResults: results, IsTruncated: false };

  function statementsOfArn(arn: string) {
    if (arn === `arn:aws:iam::${accountId}:user/patchbay-sandbox`) return undefined;
    const state = iamState(account).data;
    const { roles, users } = state;
    const principal = [...Object.values(roles), ...Object.values(users)].find((one) => one.arn === arn);
    if (principal) return statementsOf(principal, state);
    if (!/^arn:aws:iam::\d{12}:(user|role|group)\//.test(arn))
      throw new ServiceError(
        "InvalidInputException",
        `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
      );
    throw new ServiceError("NoSuchEntityException", `The entity with ARN ${arn} cannot be found.`);
  }
};
