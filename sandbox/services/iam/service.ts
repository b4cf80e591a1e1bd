import * as schemas from "@aws-sdk/client-iam";
import type { SandboxService } from "../../wire/service";
import { roleHandlers } from "./role-handlers";
import { simulatePrincipalPolicy } from "./simulate-policy";
import { userHandlers } from "./user-handlers";

export const iam: SandboxService = {
  name: "iam",
  schemas,
  protocol: {
    kind: "query",
    version: "2010-05-08",
    xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
  },
  handlers: { ...roleHandlers, ...userHandlers, SimulatePrincipalPolicy: simulatePrincipalPolicy },
  permissions(operation, { RoleName, UserName, PolicySourceArn }, { accountId }) {
    const name =
      typeof RoleName === "string"
        ? `role/${RoleName}`
        : typeof UserName === "string"
          ? `user/${UserName}`
          : undefined;
    const resource =
      typeof PolicySourceArn === "string" ? PolicySourceArn : name && `arn:aws:iam::${accountId}:${name}`;
    return [{ action: `iam:${operation}`, resource }];
  },
};
