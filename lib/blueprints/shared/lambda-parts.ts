import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { DesiredResource } from "@/lib/engine/resource";
import type { Ref, SecretRef } from "@/lib/kernel/references";
import { partitionOf } from "./arns";
import type { LambdaArtifact } from "./lambda-artifact";

type Account = Pick<BlueprintInput<unknown>, "accountId" | "region" | "instanceArn">;

/** One Lambda function of a blueprint, with all that belongs to it. */
export interface LambdaPart {
  /** In the logical ids: "store" makes store-role, store-logs and store-function. */
  part: string;
  /** Its name in the account. */
  functionName: string;
  /** A folder of lambdas/. */
  artifact: string;
  /** What its role may do beside writing its own log. */
  statements?: { actions: string[]; resources: (string | Ref)[] }[];
  memoryMb: number;
  timeoutSeconds: number;
  logRetentionDays: number;
  environment: Record<string, string | Ref | SecretRef>;
  /** Environments that Lambda keeps warm behind the alias; undefined leaves the matter to the account. */
  provisionedConcurrency?: number;
  ledgerRows: { role: string[]; logs: string[]; lambda: string[] };
}

const roleNameOf = (functionName: string) => `${functionName}-role`;
const logGroupOf = (functionName: string) => `/aws/lambda/${functionName}`;

/** Role, log group and function. The role may write that one log, and what the part names. */
export function lambdaPart(lambda: LambdaPart, account: Account, built: LambdaArtifact): DesiredResource[] {
  const { part, functionName, ledgerRows } = lambda;
  return [
    {
      logicalId: `${part}-role`,
      type: "iam-role",
      props: {
        name: roleNameOf(functionName),
        principal: "lambda.amazonaws.com",
        statements: [...(lambda.statements ?? []), logStatement(functionName, account)],
      },
      ledgerRows: ledgerRows.role,
    },
    {
      logicalId: `${part}-logs`,
      type: "log-group",
      props: { name: logGroupOf(functionName), retentionDays: lambda.logRetentionDays },
      ledgerRows: ledgerRows.logs,
    },
    {
      logicalId: `${part}-function`,
      type: "lambda-function",
      props: {
        name: functionName,
        artifact: lambda.artifact,
        codeSha256: built.sha256Base64,
        runtime: built.runtime,
        handler: built.handler,
        roleArn: { $ref: `${part}-role.arn` },
        memoryMb: lambda.memoryMb,
        timeoutSeconds: lambda.timeoutSeconds,
        environment: lambda.environment,
        ...(lambda.provisionedConcurrency === undefined
          ? {}
          : { provisionedConcurrency: lambda.provisionedConcurrency }),
      },
      // Lambda makes a missing log group by itself, without retention.
      dependsOn: [`${part}-logs`],
      ledgerRows: ledgerRows.lambda,
    },
  ];
}

function logStatement(functionName: string, account: Account) {
  const { region, accountId } = account;
  return {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [
      `arn:${partitionOf(account)}:logs:${region}:${accountId}:log-group:${logGroupOf(functionName)}:*`,
    ],
  };
}

/** Lets Amazon Connect call the function's alias, and makes the instance know it: permission, then association. */
export function connectMayInvoke(
  { part, functionName }: Pick<LambdaPart, "part" | "functionName">,
  { accountId, instanceArn }: Account,
  ids: { permission: string; association: string },
  ledgerRows: string[],
): DesiredResource[] {
  return [
    {
      logicalId: ids.permission,
      type: "lambda-permission",
      props: {
        functionName,
        qualifier: "live",
        statementId: "patchbay-connect",
        principal: "connect.amazonaws.com",
        sourceArn: instanceArn,
        sourceAccount: accountId,
      },
      dependsOn: [`${part}-function`],
      ledgerRows,
    },
    {
      logicalId: ids.association,
      type: "connect-lambda-association",
      props: { functionArn: { $ref: `${part}-function.aliasArn` } },
      dependsOn: [ids.permission],
      ledgerRows,
    },
  ];
}
