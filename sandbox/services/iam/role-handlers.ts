import type {
  AttachRolePolicyRequest,
  CreateRoleRequest,
  DeleteRolePolicyRequest,
  DeleteRoleRequest,
  GetRolePolicyRequest,
  GetRoleRequest,
  ListRolesRequest,
  ListRoleTagsRequest,
  PutRolePolicyRequest,
  TagRoleRequest,
  UntagRoleRequest,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleRequest,
} from "@aws-sdk/client-iam";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkName, describeRole, encodeDocument, readTags, roleOf, writeTags } from "./iam-answers";
import { iamState, maxRoles, newId } from "./iam-store";
import { checkIdentityPolicy, checkTrustPolicy } from "./policy-document";
import { checkBoundary, policyText } from "./policy-handlers";

/** All inline policies of a role together, without white space. */
const maxInlinePolicyCharacters = 10_240;
const maxTags = 50;
const maxAttachedPolicies = 10;

export const roleHandlers: Record<string, Handler> = {
  CreateRole(input: Valid<CreateRoleRequest>, { account, accountId, clock }: RequestContext) {
    const file = iamState(account);
    const { RoleName: name, Path: path = "/" } = input;
    checkName("roleName", name);
    if (findIgnoringCase(file.data.roles, name))
      throw new ServiceError("EntityAlreadyExistsException", `Role with name ${name} already exists.`);
    if (Object.keys(file.data.roles).length >= maxRoles)
      throw new ServiceError(
        "LimitExceededException",
        `Cannot exceed quota for RolesPerAccount: ${maxRoles}`,
      );
    checkTrustPolicy(input.AssumeRolePolicyDocument);
    const role = {
      name,
      id: newId("AROA"),
      arn: `arn:aws:iam::${accountId}:role${path}${name}`,
      path,
      trustPolicy: input.AssumeRolePolicyDocument,
      description: input.Description,
      maximumSessionSeconds: input.MaxSessionDuration ?? 3600,
      createdAt: clock.now(),
      tags: readTags(input.Tags),
      inlinePolicies: {},
      attachedPolicyArns: [],
      ...(input.PermissionsBoundary === undefined
        ? {}
        : { boundaryArn: checkBoundary(file.data, input.PermissionsBoundary) }),
    };
    file.data.roles[name] = role;
    file.save();
    return { Role: describeRole(role, { withTags: true }) };
  },

  GetRole: (input: Valid<GetRoleRequest>, { account }: RequestContext) => ({
    Role: describeRole(roleOf(iamState(account).data, input.RoleName), { withTags: true }),
  }),

  ListRoles(input: ListRolesRequest, { account }: RequestContext) {
    const roles = Object.values(iamState(account).data.roles).filter((role) =>
      role.path.startsWith(input.PathPrefix ?? "/"),
    );
    const page = paginate(roles, (role) => role.name, { limit: input.MaxItems ?? 100, token: input.Marker });
    return {
      Roles: page.items.map((role) => describeRole(role, { withTags: false })),
      IsTruncated: page.nextToken !== undefined,
      Marker: page.nextToken,
    };
  },

  UpdateRole(input: Valid<UpdateRoleRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    role.description = input.Description ?? role.description;
    role.maximumSessionSeconds = input.MaxSessionDuration ?? role.maximumSessionSeconds;
    file.save();
    return {};
  },

  UpdateAssumeRolePolicy(input: Valid<UpdateAssumeRolePolicyRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    checkTrustPolicy(input.PolicyDocument);
    role.trustPolicy = input.PolicyDocument;
    file.save();
    return {};
  },

  DeleteRole(input: Valid<DeleteRoleRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    if (Object.keys(role.inlinePolicies).length > 0)
      throw new ServiceError("DeleteConflictException", "Cannot delete entity, must delete policies first.");
    if (role.attachedPolicyArns.length > 0)
      throw new ServiceError(
        "DeleteConflictException",
        "Cannot delete entity, must detach all policies first.",
      );
    delete file.data.roles[role.name];
    file.save();
    return {};
  },

  PutRolePolicy(input: Valid<PutRolePolicyRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    checkName("policyName", input.PolicyName);
    checkIdentityPolicy(input.PolicyDocument);
    const all = { ...role.inlinePolicies, [input.PolicyName]: input.PolicyDocument };
    const size = Object.values(all).join("").replace(/\s/g, "").length;
    if (size > maxInlinePolicyCharacters)
      throw new ServiceError(
        "LimitExceededException",
        `Maximum policy size of ${maxInlinePolicyCharacters} bytes exceeded for role ${role.name}`,
      );
    role.inlinePolicies = all;
    file.save();
    return {};
  },

  GetRolePolicy(input: Valid<GetRolePolicyRequest>, { account }: RequestContext) {
    const role = roleOf(iamState(account).data, input.RoleName);
    const document = role.inlinePolicies[input.PolicyName];
    if (document === undefined) throw noPolicy(input.PolicyName);
    return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(document) };
  },

  ListRolePolicies: (input: Valid<GetRoleRequest>, { account }: RequestContext) => ({
    PolicyNames: Object.keys(roleOf(iamState(account).data, input.RoleName).inlinePolicies).sort(),
    IsTruncated: false,
  }),

  DeleteRolePolicy(input: Valid<DeleteRolePolicyRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    if (role.inlinePolicies[input.PolicyName] === undefined) throw noPolicy(input.PolicyName);
    delete role.inlinePolicies[input.PolicyName];
    file.save();
    return {};
  },

  AttachRolePolicy(input: Valid<AttachRolePolicyRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    if (policyText(file.data, input.PolicyArn) === undefined)
      throw new ServiceError(
        "NoSuchEntityException",
        `Policy ${input.PolicyArn} does not exist or is not attachable.`,
      );
    role.attachedPolicyArns = [...new Set([...role.attachedPolicyArns, input.PolicyArn])];
    if (role.attachedPolicyArns.length > maxAttachedPolicies) {
      role.attachedPolicyArns.pop();
      throw new ServiceError(
        "LimitExceededException",
        `Cannot exceed quota for PoliciesPerRole: ${maxAttachedPolicies}`,
      );
    }
    file.save();
    return {};
  },

  DetachRolePolicy(input: Valid<AttachRolePolicyRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    if (!role.attachedPolicyArns.includes(input.PolicyArn))
      throw new ServiceError("NoSuchEntityException", `Policy ${input.PolicyArn} was not found.`);
    role.attachedPolicyArns = role.attachedPolicyArns.filter((arn) => arn !== input.PolicyArn);
    file.save();
    return {};
  },

  ListAttachedRolePolicies: (input: Valid<GetRoleRequest>, { account }: RequestContext) => ({
    AttachedPolicies: roleOf(iamState(account).data, input.RoleName).attachedPolicyArns.map((arn) => ({
      PolicyArn: arn,
      PolicyName: arn.split("/").at(-1),
    })),
    IsTruncated: false,
  }),

  TagRole(input: Valid<TagRoleRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    const tags = { ...role.tags, ...readTags(input.Tags) };
    if (Object.keys(tags).length > maxTags)
      throw new ServiceError("LimitExceededException", `The number of tags has reached the maximum limit.`);
    role.tags = tags;
    file.save();
    return {};
  },

  UntagRole(input: Valid<UntagRoleRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const role = roleOf(file.data, input.RoleName);
    for (const key of input.TagKeys) delete role.tags[key];
    file.save();
    return {};
  },

  ListRoleTags: (input: Valid<ListRoleTagsRequest>, { account }: RequestContext) => ({
    Tags: writeTags(roleOf(iamState(account).data, input.RoleName).tags),
    IsTruncated: false,
  }),
};

/** Names are stored as written, but two that differ only in case are the same. */
function findIgnoringCase(roles: Record<string, unknown>, name: string): boolean {
  return Object.keys(roles).some((known) => known.toLowerCase() === name.toLowerCase());
}

function noPolicy(name: string): ServiceError {
  return new ServiceError("NoSuchEntityException", `The role policy with name ${name} cannot be found.`);
}
