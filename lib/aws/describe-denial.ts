import type { Problem } from "@/lib/kernel/result";

/** What else denies, in the words that AWS puts at the end of its sentence (IAM's page on access denied messages). */
const otherReasons: readonly (readonly [words: RegExp, wayOut: string])[] = [
  [
    /service control policy|resource control policy/,
    "A policy of the AWS organization denies it. Ask whoever manages the organization to allow the action for this account.",
  ],
  [
    /permissions boundary/,
    "The role's permissions boundary doesn't allow it. Change the boundary, or use a role without one.",
  ],
  [/session policy/, "The session policy that the role was assumed with doesn't allow it."],
  [
    /explicit deny in a resource-based policy|resource-based policy allows/,
    "The resource's own policy doesn't allow it. Change that policy in AWS.",
  ],
  [/VPC endpoint policy/, "The VPC endpoint's policy doesn't allow it. Change that policy in AWS."],
];

const usualWayOut =
  "If the connection uses a role of the onboarding template, update the stack with the current template and check its parameters (instance, phone numbers, table name). The role reaches only what carries this tenant's Patchbay tags. An organization policy, a permissions boundary, or the resource's own policy can deny the action too.";

/** Services check more than the action that was called; these don't name it when they say no. */
const checkedOnTop: Readonly<Record<string, string>> = {
  "chime:PutVoiceConnectorLoggingConfiguration":
    "logs:CreateLogDelivery and the other log delivery permissions",
  "chime:DeleteVoiceConnector": "logs:CreateLogDelivery and the other log delivery permissions",
  "connect:CreateIntegrationAssociation":
    "chime:AssociateVoiceConnectorConnect and chime:TagResource on the voice connector",
  "connect:AssociateLambdaFunction": "lambda:AddPermission on the function",
  "connect:DisassociateLambdaFunction": "lambda:RemovePermission on the function",
};

/** "lambda:CreateFunction", when AWS's sentence names it. */
export function namedAction(message: string): string | undefined {
  return /not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9*]+)/.exec(message)?.[1];
}

/**
 * A denial says that AWS refused, and never that something has the permission: what a role holds isn't the whole
 * answer.
 */
export function describeDenial(message: string, call: string): Problem {
  const action = namedAction(message);
  const onTop = checkedOnTop[call];
  const reason = otherReasons.find(([words]) => words.test(message))?.[1];
  const missingAction = action ?? (call.includes(":") ? call : undefined);
  return {
    code: "permission-missing",
    ...(missingAction !== undefined && { missingAction }),
    sentence:
      action === undefined
        ? `AWS denied ${call} to this connection and didn't name the missing permission${onTop === undefined ? "" : `; the call also needs ${onTop}`}.`
        : `AWS denied ${action} to this connection.`,
    wayOut: reason ?? usualWayOut,
  };
}
