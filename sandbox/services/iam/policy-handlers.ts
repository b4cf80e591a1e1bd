import type {
  CreatePolicyRequest,
  DeleteRolePermissionsBoundaryRequest,
  GetPolicyRequest,
  PutRolePermissionsBoundaryRequest,
} from "@aws-sdk/client-iam";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkName, roleOf } from "./iam-answers";
import { type IamState, iamState, newId, type Policy } from "./iam-store";
import { managedPolicy } from "./managed-policies";
import { checkIdentityPolicy } from "./policy-document";

/** Managed policies of the account's own, and boundaries, which name one. */
export const policyHandlers: Record<string, Handler> = {
  CreatePolicy(input: Valid<CreatePolicyRequest>, { account, accountId, clock }: RequestContext) {
    const file = iamState(account);
    const { PolicyName: name, Path: path = "/", PolicyDocument: document } = input;
    checkName("policyName", name);
    checkIdentityPolicy(document);
    const arn = `arn:aws:iam::${accountId}:policy${path}${name}`;
    file.data.policies ??= {};
    if (file.data.policies[arn])
      throw new ServiceError("EntityAlreadyExistsException", `A policy called ${name} already exists.`);
    const policy = { name, id: newId("ANPA"), arn, path, document, createdAt: clock.now() };
    file.data.policies[arn] = policy;
    file.save();
    return { Policy: describePolicy(policy) };
  },

  GetPolicy(input: Valid<GetPolicyRequest>, { account }: RequestContext) {
    const own = iamState(account).data.policies?.[input.PolicyArn];
    if (own) return { Policy: describePolicy(own) };
    if (managedPolicy(input.PolicyArn) === undefined) throw noSuchPolicy(input.PolicyArn);
    return { Policy: { Arn: input.PolicyArn, PolicyName: input.PolicyArn.split("/").at(-1) } };
  },

  PutRolePermissionsBoundary(input: Valid<PutRolePermissionsBoundaryRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    role.boundaryArn = checkBoundary(file.data, input.PermissionsBoundary);
    file.save();
    return {};
  },

  DeleteRolePermissionsBoundary(
    input: Valid<DeleteRolePermissionsBoundaryRequest>,
    { account }: RequestContext,
  ) {
    const file = iamState(account);
    delete roleOf(file.data, input.RoleName).boundaryArn;
    file.save();
    return {};
  },
};

/** The text of a managed policy, AWS's or the account's own; undefined when there is none. */
export function policyText(state: IamState, arn: string): string | undefined {
  return managedPolicy(arn) ?? state.policies?.[arn]?.document;
}

export function checkBoundary(state: IamState, arn: string): string {
  if (policyText(state, arn) === undefined) throw noSuchPolicy(arn);
  return arn;
}

function describePolicy({ name, id, arn, path, createdAt }: Policy): object {
  return { PolicyName: name, PolicyId: id, Arn: arn, Path: path, CreateDate: createdAt, IsAttachable: true };
}

function noSuchPolicy(arn: string): ServiceError {
  return new ServiceError("NoSuchEntityException", `Policy ${arn} does not exist or is not attachable.`);
}
