import type { SandboxAccount } from "../../state/account";
import { deniedSentence } from "../../wire/denied-sentence";
import type { Identity, NeededPermission } from "../../wire/service";
import { type Decision, evaluatePolicy, type Question } from "./evaluate-policy";
import { type IamState, iamState, type Role, type User } from "./iam-store";
import { readPolicyDocument, type Statement } from "./policy-document";
import { policyText } from "./policy-handlers";

/** Every statement of a role's or a user's policies. */
export function statementsOf(principal: Role | User, state: IamState): Statement[] {
  const attached = principal.attachedPolicyArns
    .map((arn) => policyText(state, arn))
    .filter((text) => text !== undefined);
  return [...Object.values(principal.inlinePolicies), ...attached].flatMap(readPolicyDocument);
}

/** AWS's sentence when this identity isn't allowed; undefined when it is. */
export function refusePermission(
  account: SandboxAccount,
  identity: Identity,
  needed: NeededPermission,
): string | undefined {
  const { limitedTo } = identity;
  if (!limitedTo) return undefined;
  const state = iamState(account).data;
  const { roles, users } = state;
  const principal = limitedTo.kind === "role" ? roles[limitedTo.name] : users[limitedTo.name];
  const question: Question = {
    action: needed.action,
    // Without a resource type, only a statement on "*" applies to the action.
    resource: needed.resource ?? "*",
    conditions: { "aws:requestedregion": account.region, ...needed.conditions },
  };
  const byIdentity: Decision = principal
    ? evaluatePolicy(statementsOf(principal, state), question)
    : "implicitDeny";
  if (byIdentity === "explicitDeny")
    return deniedSentence(identity, needed, "with an explicit deny in an identity-based policy");
  if (byIdentity === "implicitDeny")
    return deniedSentence(identity, needed, "because no identity-based policy allows the");
  const boundary = limitedTo.kind === "role" ? roles[limitedTo.name]?.boundaryArn : undefined;
  if (boundary !== undefined) {
    const within = readPolicyDocument(policyText(state, boundary) ?? '{"Statement":[]}');
    if (evaluatePolicy(within, question) !== "allowed")
      return deniedSentence(identity, needed, "because no permissions boundary allows the");
  }
  if (limitedTo.sessionPolicy === undefined) return undefined;
  const bySession = evaluatePolicy(readPolicyDocument(limitedTo.sessionPolicy), question);
  return bySession === "allowed"
    ? undefined
    : deniedSentence(identity, needed, "because no session policy allows the");
}
