import type { AddPermissionRequest, GetPolicyRequest, RemovePermissionRequest } from "@aws-sdk/client-lambda";
import type { SandboxAccount } from "../../state/account";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { evaluatePolicy } from "../iam/evaluate-policy";
import { readPolicyDocument } from "../iam/policy-document";
import {
  badParameter,
  checkRevision,
  conflict,
  type FoundFunction,
  findFunction,
  functionArn,
  functionOf,
  lambdaState,
  newRevision,
  type PolicyStatement,
} from "./function-store";

const maxPolicyBytes = 20_480;

export const permissionHandlers: Record<string, Handler> = {
  AddPermission(input: Valid<AddPermissionRequest>, { account }: RequestContext) {
    const found = functionOf(account, input.FunctionName, input.Qualifier);
    const key = policyKey(found);
    const policy = found.record.policies[key] ?? { statements: [], revisionId: newRevision() };
    checkRevision(input.RevisionId, policy.revisionId);
    if (!/^[a-zA-Z0-9-_]{1,100}$/.test(input.StatementId))
      throw badParameter(`Invalid statement id: ${input.StatementId}`);
    if (policy.statements.some(({ Sid }) => Sid === input.StatementId))
      throw conflict(
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    const statement = writeStatement(account, found, input);
    const statements = [...policy.statements, statement];
    if (Buffer.byteLength(JSON.stringify(statements)) > maxPolicyBytes)
      throw new ServiceError(
        "PolicyLengthExceededException",
        `The final policy size is bigger than the limit (${maxPolicyBytes}).`,
      );
    found.record.policies[key] = { statements, revisionId: newRevision() };
    lambdaState(account).save();
    return { Statement: JSON.stringify(statement) };
  },

  RemovePermission(input: Valid<RemovePermissionRequest>, { account }: RequestContext) {
    const found = functionOf(account, input.FunctionName, input.Qualifier);
    const key = policyKey(found);
    const policy = found.record.policies[key];
    const statements = policy?.statements.filter(({ Sid }) => Sid !== input.StatementId) ?? [];
    if (!policy) throw noPolicy();
    checkRevision(input.RevisionId, policy.revisionId);
    if (statements.length === policy.statements.length)
      throw new ServiceError(
        "ResourceNotFoundException",
        `Statement ${input.StatementId} is not found in resource policy.`,
        { Type: "User" },
      );
    if (statements.length === 0) delete found.record.policies[key];
    else found.record.policies[key] = { statements, revisionId: newRevision() };
    lambdaState(account).save();
    return {};
  },

  GetPolicy(input: Valid<GetPolicyRequest>, { account }: RequestContext) {
    const found = functionOf(account, input.FunctionName, input.Qualifier);
    const policy = found.record.policies[policyKey(found)];
    if (!policy) throw noPolicy();
    return { Policy: writePolicy(policy.statements), RevisionId: policy.revisionId };
  },
};

/** What Connect writes when a function is associated with an instance; on the alias when an alias is associated. */
export function letConnectInvoke(account: SandboxAccount, arn: string, instanceArn: string): void {
  const found = functionOf(account, arn);
  const key = policyKey(found);
  const { statements } = found.record.policies[key] ?? { statements: [] };
  const StatementId = connectStatementId(instanceArn);
  if (statements.some(({ Sid }) => Sid === StatementId)) return;
  const statement = writeStatement(account, found, {
    FunctionName: arn,
    StatementId,
    Action: "lambda:InvokeFunction",
    Principal: "connect.amazonaws.com",
    SourceAccount: account.accountId,
    SourceArn: instanceArn,
  });
  found.record.policies[key] = { statements: [...statements, statement], revisionId: newRevision() };
  lambdaState(account).save();
}

/** Removes Connect's own statement; does nothing without the function or the policy. */
export function takeConnectOut(account: SandboxAccount, arn: string, instanceArn: string): void {
  const found = findFunction(account, arn);
  const key = found && policyKey(found);
  const policy = key === undefined ? undefined : found?.record.policies[key];
  if (!found || !policy || key === undefined) return;
  const statements = policy.statements.filter(({ Sid }) => Sid !== connectStatementId(instanceArn));
  if (statements.length === 0) delete found.record.policies[key];
  else found.record.policies[key] = { statements, revisionId: newRevision() };
  lambdaState(account).save();
}

const connectStatementId = (instanceArn: string) => `connect-${instanceArn.split("/").at(-1)}`;

/** A policy belongs to exactly one of: the function, an alias, a version. */
function policyKey({ qualifier }: FoundFunction): string {
  if (qualifier === "$LATEST") throw badParameter("We currently do not support adding policies for $LATEST.");
  return qualifier ?? "";
}

function noPolicy(): ServiceError {
  return new ServiceError("ResourceNotFoundException", "The resource you requested does not exist.", {
    Type: "User",
  });
}

function writePolicy(statements: PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Id: "default", Statement: statements });
}

function writeStatement(
  account: SandboxAccount,
  found: FoundFunction,
  input: Valid<AddPermissionRequest>,
): PolicyStatement {
  const { Principal: principal, Action: action, SourceArn: sourceArn, SourceAccount: sourceAccount } = input;
  if (!/^lambda:([a-zA-Z]+|\*)$|^\*$/.test(action)) throw badParameter(`Invalid action: ${action}`);
  const condition: Record<string, Record<string, string>> = {};
  const equals = {
    ...(sourceAccount === undefined ? {} : { "AWS:SourceAccount": sourceAccount }),
    ...(input.PrincipalOrgID === undefined ? {} : { "aws:PrincipalOrgID": input.PrincipalOrgID }),
    ...(input.FunctionUrlAuthType === undefined
      ? {}
      : { "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType }),
  };
  if (Object.keys(equals).length > 0) condition.StringEquals = equals;
  if (sourceArn !== undefined) condition.ArnLike = { "AWS:SourceArn": sourceArn };
  return {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: writePrincipal(principal),
    Action: action,
    Resource: functionArn(account, found.record.name, found.qualifier),
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

function writePrincipal(principal: string): PolicyStatement["Principal"] {
  if (principal === "*") return "*";
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal.startsWith("arn:")) return { AWS: principal };
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(principal)) return { Service: principal };
  throw badParameter("The provided principal was invalid. Please check the principal and try again.");
}

/** Whether the function's own policy allows an AWS service to call exactly this name and qualifier. */
export function allowsService(
  account: SandboxAccount,
  found: FoundFunction,
  caller: { principal: string; sourceArn?: string | undefined; sourceAccount?: string | undefined },
): boolean {
  const key = found.qualifier === "$LATEST" ? "" : (found.qualifier ?? "");
  const policy = found.record.policies[key];
  if (!policy) return false;
  const conditions: Record<string, string> = {};
  const sourceAccount = caller.sourceAccount ?? caller.sourceArn?.split(":")[4];
  if (caller.sourceArn !== undefined) conditions["aws:sourcearn"] = caller.sourceArn;
  if (sourceAccount) conditions["aws:sourceaccount"] = sourceAccount;
  return (
    evaluatePolicy(readPolicyDocument(writePolicy(policy.statements)), {
      action: "lambda:InvokeFunction",
      resource: functionArn(account, found.record.name, found.qualifier),
      conditions,
      principal: { kind: "Service", value: caller.principal },
    }) === "allowed"
  );
}

/** Removes what allows this service from a function's policy; returns a function that restores it. */
export function withoutStatements(account: SandboxAccount, arn: string, service: string): () => void {
  const found = findFunction(account, arn);
  const key = found && policyKey(found);
  const policy = key === undefined ? undefined : found?.record.policies[key];
  if (!found || !policy || key === undefined) return () => undefined;
  const isOfService = ({ Principal }: PolicyStatement) =>
    typeof Principal === "object" && "Service" in Principal && Principal.Service === service;
  const taken = policy.statements.filter(isOfService);
  const rest = policy.statements.filter((statement) => !isOfService(statement));
  found.record.policies[key] = { statements: rest, revisionId: newRevision() };
  lambdaState(account).save();
  return () => {
    const now = found.record.policies[key]?.statements ?? [];
    const missing = taken.filter(({ Sid }) => !now.some((one) => one.Sid === Sid));
    found.record.policies[key] = { statements: [...now, ...missing], revisionId: newRevision() };
    lambdaState(account).save();
  };
}
