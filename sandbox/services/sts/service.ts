import * as schemas from "@aws-sdk/client-sts";
import type { RequestContext, SandboxService } from "../../wire/service";
import { assumeRole } from "./assume-role";

export const sts: SandboxService = {
  name: "sts",
  schemas,
  protocol: {
    kind: "query",
    version: "2011-06-15",
    xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
  },
  handlers: {
    GetCallerIdentity: (_input, { identity, accountId }: RequestContext) => ({
      UserId: identity.userId,
      Account: accountId,
      Arn: identity.arn,
    }),
    AssumeRole: assumeRole,
  },
  // Every identity can call GetCallerIdentity; both sides decide about assuming a role, in its handler.
  permissions: () => [],
};
