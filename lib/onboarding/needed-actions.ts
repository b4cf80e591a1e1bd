import { resourceTypes } from "@/lib/engine/registry";
import { flowReadActions, flowWriteActions } from "@/lib/flow-library/iam-actions";
import { trailIamActions } from "@/lib/vendors/sources";

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
  "connect:ListSecurityProfiles",
  "connect:ListUsers",
  "connect:SearchAvailablePhoneNumbers",
  "connect:SearchContacts",
  "dynamodb:ListTables",
  "dynamodb:Query",
  // The roles on themselves.
  "iam:GetRole",
  "iam:ListRoles",
  "iam:SimulatePrincipalPolicy",
  "kms:DescribeKey",
  "kms:ListAliases",
  "lambda:ListFunctions",
  "logs:DescribeLogGroups",
  "logs:FilterLogEvents",
  "servicequotas:GetServiceQuota",
];

/** What comparing a function with its plan reads and mends beside what its own type declares. */
const functionDrift = [
  "lambda:DeleteFunctionConcurrency",
  "lambda:GetAlias",
  "lambda:GetFunctionConcurrency",
  "lambda:GetPolicy",
  "lambda:ListAliases",
];

/** What reading contacts, logs and the state of things takes. */
export function readActions(): string[] {
  return unique([...consoleReads, ...trailIamActions(), ...flowReadActions]);
}

/** What the registered resource types need, and publishing flows. */
export function deployActions(): string[] {
  return unique([...resourceTypes.flatMap((type) => type.iamActions), ...functionDrift, ...flowWriteActions]);
}

export function allActions(): string[] {
  return unique([...readActions(), ...deployActions()]);
}

function unique(actions: readonly string[]): string[] {
  return [...new Set(actions)].sort();
}
