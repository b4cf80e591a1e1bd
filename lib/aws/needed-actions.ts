import { ROLE_PATH } from "@/lib/aws/function-boundary";
import { resourceTypes } from "@/lib/deploy/registry";
import { flowReadActions, flowWriteActions } from "@/lib/flow-library/iam-actions";
import { trailIamActions } from "@/lib/trail/sources/registry";

/** What proving and choosing read besides what resource types and sources declare. */
const consoleReads = [
  "apigateway:GET",
  "chime:ListVoiceConnectors",
  "connect:DescribeContact",
  "connect:ListContactFlows",
  "connect:ListHoursOfOperations",
  "connect:ListInstances",
  "connect:ListPhoneNumbersV2",
  "connect:ListQueues",
  "connect:ListUsers",
  "connect:SearchContacts",
  "dynamodb:ListTables",
  "dynamodb:Query",
  "iam:ListRoles",
  "iam:SimulatePrincipalPolicy",
  "lambda:ListFunctions",
  "logs:DescribeLogGroups",
  "logs:FilterLogEvents",
  "servicequotas:GetServiceQuota",
];

export { ROLE_PATH };

/** They change nothing, and are of no role. */
const otherIamActions = ["iam:GetPolicy", "iam:ListRoles", "iam:SimulatePrincipalPolicy"];

/** Actions on roles are allowed on our own path alone: elsewhere they would be a way to any permission. */
export function isRoleAction(action: string): boolean {
  return action.startsWith("iam:") && !otherIamActions.includes(action);
}

/** What reading contacts, logs and the state of things takes. */
export function readActions(): string[] {
  return unique([...consoleReads, ...trailIamActions(), ...flowReadActions]);
}

/** What the registered resource types need, and publishing flows. */
export function deployActions(): string[] {
  return unique([...resourceTypes.flatMap((type) => type.iamActions), ...flowWriteActions]);
}

export function allActions(): string[] {
  return unique([...readActions(), ...deployActions()]);
}

function unique(actions: readonly string[]): string[] {
  return [...new Set(actions)].sort();
}
