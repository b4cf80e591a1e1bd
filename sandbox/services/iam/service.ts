import * as schemas from "@aws-sdk/client-iam";
import type { SandboxService } from "../../wire/service";
import { iamState } from "./iam-store";
import { policyHandlers } from "./policy-handlers";
import { roleHandlers } from "./role-handlers";
import { simulatePrincipalPolicy } from "./simulate-policy";
import { tagConditions } from "./tag-conditions";
import { userHandlers } from "./user-handlers";

export const iam: SandboxService = {
  name: "iam",
  schemas,
  protocol: {
    kind: "query",
    version: "2010-05-08",
    xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  },
  handlers: {
    ...roleHandlers,
    ...policyHandlers,
    ...userHandlers,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
  },
  permissions(operation, input, { account, accountId }) {
    const { RoleName, UserName, PolicySourceArn, PolicyArn, PermissionsBoundary, Path = "/" } = input;
    const role = typeof RoleName === "string" ? iamState(account).data.roles[RoleName] : undefined;
    const name =
      typeof RoleName === "string"
        ? `role${String(Path)}${RoleName}`
        : typeof UserName === "string"
          ? `user/${UserName}`
          : undefined;
    const arn = [PolicySourceArn, role?.arn, RoleName === undefined ? PolicyArn : undefined].find(
      (each) => typeof each === "string",
    );
    const resource = typeof arn === "string" ? arn : name && `arn:aws:iam::${accountId}:${name}`;
    // The boundary in the request, otherwise the role's current one.
    const boundary = typeof PermissionsBoundary === "string" ? PermissionsBoundary : role?.boundaryArn;
    // Creating a role is decided by the tags in the request, not by those of a role that already has the name.
    const tags = tagConditions({
      resource: operation === "CreateRole" ? {} : role?.tags,
      request: input.Tags,
      keys: input.TagKeys,
    });
    const isList = operation.startsWith("List") && resource === undefined;
    return [
      {
        action: `iam:${operation}`,
        resource: isList ? undefined : resource,
        conditions: { ...tags, ...(boundary === undefined ? {} : { "iam:permissionsboundary": boundary }) },
      },
    ];
  },
};
