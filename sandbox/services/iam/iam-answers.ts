import { ServiceError } from "../../wire/service";
import type { IamState, Role, User } from "./iam-store";

/** IAM returns documents percent-encoded (RFC 3986). */
export function encodeDocument(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** GetRole and CreateRole return tags, ListRoles doesn't. */
export function describeRole(role: Role, { withTags }: { withTags: boolean }): object {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maximumSessionSeconds,
    PermissionsBoundary:
      withTags && role.boundaryArn !== undefined
        ? { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: role.boundaryArn }
        : undefined,
    Tags: withTags ? writeTags(role.tags) : undefined,
  };
}

export function describeUser(user: User): object {
  return { Path: "/", UserName: user.name, UserId: user.id, Arn: user.arn, CreateDate: user.createdAt };
}

export function writeTags(tags: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function readTags(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
}

export function roleOf(state: IamState, name: string): Role {
  const role = state.roles[name];
  if (!role) throw new ServiceError("NoSuchEntityException", `The role with name ${name} cannot be found.`);
  return role;
}

export function userOf(state: IamState, name: string): User {
  const user = state.users[name];
  if (!user) throw new ServiceError("NoSuchEntityException", `The user with name ${name} cannot be found.`);
  return user;
}

export function checkName(kind: string, name: string): void {
  if (!/^[\w+=,.@-]{1,64}$/.test(name))
    throw new ServiceError(
      "ValidationError",
      `The specified value for ${kind} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    );
}
