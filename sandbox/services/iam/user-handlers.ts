import type {
  CreateAccessKeyRequest,
  CreateUserRequest,
  DeleteAccessKeyRequest,
  DeleteUserPolicyRequest,
  GetUserRequest,
  PutUserPolicyRequest,
} from "@aws-sdk/client-iam";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { checkName, describeUser, userOf } from "./iam-answers";
import { iamState, newId, newSecret } from "./iam-store";
import { checkIdentityPolicy } from "./policy-document";

const maxUsers = 200;
const maxKeysPerUser = 2;

/** Users exist here so that keys with few permissions can be tried. */
export const userHandlers: Record<string, Handler> = {
  CreateUser(input: Valid<CreateUserRequest>, { account, accountId, clock }: RequestContext) {
    const file = iamState(account);
    const { UserName: name } = input;
    checkName("userName", name);
    if (file.data.users[name])
      throw new ServiceError("EntityAlreadyExistsException", `User with name ${name} already exists.`);
    if (Object.keys(file.data.users).length >= maxUsers)
      throw new ServiceError(
        "LimitExceededException",
        `Cannot exceed quota for UsersPerAccount: ${maxUsers}`,
      );
    const user = {
      name,
      id: newId("AIDA"),
      arn: `arn:aws:iam::${accountId}:user/${name}`,
      createdAt: clock.now(),
      inlinePolicies: {},
      attachedPolicyArns: [],
    };
    file.data.users[name] = user;
    file.save();
    return { User: describeUser(user) };
  },

  GetUser(input: GetUserRequest, { account, identity }: RequestContext) {
    const name = input.UserName ?? identity.arn.split("/").at(-1) ?? "";
    return { User: describeUser(userOf(iamState(account).data, name)) };
  },

  DeleteUser(input: Valid<CreateUserRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const user = userOf(file.data, input.UserName);
    const hasKey = Object.values(file.data.accessKeys).some((key) => key.userName === user.name);
    if (hasKey)
      throw new ServiceError(
        "DeleteConflictException",
        "Cannot delete entity, must delete access keys first.",
      );
    if (Object.keys(user.inlinePolicies).length > 0)
      throw new ServiceError("DeleteConflictException", "Cannot delete entity, must delete policies first.");
    delete file.data.users[user.name];
    file.save();
    return {};
  },

  PutUserPolicy(input: Valid<PutUserPolicyRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const user = userOf(file.data, input.UserName);
    checkIdentityPolicy(input.PolicyDocument);
    user.inlinePolicies[input.PolicyName] = input.PolicyDocument;
    file.save();
    return {};
  },

  DeleteUserPolicy(input: Valid<DeleteUserPolicyRequest>, { account }: RequestContext) {
    const file = iamState(account);
    const user = userOf(file.data, input.UserName);
    if (user.inlinePolicies[input.PolicyName] === undefined)
      throw new ServiceError(
        "NoSuchEntityException",
        `The user policy with name ${input.PolicyName} cannot be found.`,
      );
    delete user.inlinePolicies[input.PolicyName];
    file.save();
    return {};
  },

  CreateAccessKey(input: CreateAccessKeyRequest, { account, clock }: RequestContext) {
    const file = iamState(account);
    const user = userOf(file.data, input.UserName ?? "");
    const theirs = Object.values(file.data.accessKeys).filter((key) => key.userName === user.name);
    if (theirs.length >= maxKeysPerUser)
      throw new ServiceError(
        "LimitExceededException",
        `Cannot exceed quota for AccessKeysPerUser: ${maxKeysPerUser}`,
      );
    const key = {
      accessKeyId: newId("AKIA"),
      secretAccessKey: newSecret(),
      userName: user.name,
      createdAt: clock.now(),
    };
    file.data.accessKeys[key.accessKeyId] = key;
    file.save();
    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: key.accessKeyId,
        SecretAccessKey: key.secretAccessKey,
        Status: "Active",
        CreateDate: key.createdAt,
      },
    };
  },

  DeleteAccessKey(input: Valid<DeleteAccessKeyRequest>, { account }: RequestContext) {
    const file = iamState(account);
    if (!file.data.accessKeys[input.AccessKeyId])
      throw new ServiceError(
        "NoSuchEntityException",
        `The Access Key with id ${input.AccessKeyId} cannot be found.`,
      );
    delete file.data.accessKeys[input.AccessKeyId];
    file.save();
    return {};
  },
};
