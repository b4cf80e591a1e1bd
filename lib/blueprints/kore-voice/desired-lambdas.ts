import type { DesiredResource, SecretRef } from "@/lib/deploy/resource";
import {
  FUNCTION_PARTS,
  FUNCTIONS,
  type FunctionPart,
  type KoreVoiceInput,
  namesOf,
  partitionOf,
} from "./names";

/** What is known of a built function without opening it. */
export interface LambdaArtifact {
  /** Base64 of the zip's SHA-256, as Lambda says it. */
  sha256Base64: string;
  handler: string;
}
/** By the folder's name: "koreStoreSessionMetadata". */
export type LookUpArtifact = (name: string) => LambdaArtifact;

const RUNTIME = "nodejs22.x";
const HOURS_PER_DAY = 24;

const LEDGER_ROWS: Record<FunctionPart, { role: string[]; logs: string[]; lambda: string[] }> = {
  store: { role: ["KM-05"], logs: ["KM-02"], lambda: ["KM-02"] },
  authorizer: { role: ["KM-03"], logs: ["KM-03"], lambda: ["KM-03", "KM-09"] },
  retrieve: { role: ["KM-05"], logs: ["KM-04"], lambda: ["KM-04"] },
};

/** Role, log group and function, for each of the three. */
export function lambdaParts(input: KoreVoiceInput, artifact: LookUpArtifact): DesiredResource[] {
  return FUNCTION_PARTS.flatMap((part) => [
    role(part, input),
    logs(part, input),
    lambda(part, input, artifact),
  ]);
}

function role(part: FunctionPart, input: KoreVoiceInput): DesiredResource {
  return {
    logicalId: `${part}-role`,
    type: "iam-role",
    props: {
      name: namesOf(input).roleName(part),
      principal: "lambda.amazonaws.com",
      statements: [...tableStatements(part), logStatement(part, input)],
    },
    ledgerRows: LEDGER_ROWS[part].role,
  };
}

/** The one call that each function makes, on the one table; the authorizer makes none. */
function tableStatements(part: FunctionPart) {
  const onTable = (action: string) => [{ actions: [action], resources: [{ $ref: "table.arn" }] }];
  switch (part) {
    case "store":
      return onTable("dynamodb:UpdateItem");
    case "retrieve":
      return onTable("dynamodb:GetItem");
    case "authorizer":
      return [];
  }
}

function logStatement(part: FunctionPart, input: KoreVoiceInput) {
  const { region, accountId } = input;
  return {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [
      `arn:${partitionOf(input)}:logs:${region}:${accountId}:log-group:${namesOf(input).logGroup(part)}:*`,
    ],
  };
}

function logs(part: FunctionPart, input: KoreVoiceInput): DesiredResource {
  return {
    logicalId: `${part}-logs`,
    type: "log-group",
    props: { name: namesOf(input).logGroup(part), retentionDays: input.settings.logRetentionDays },
    ledgerRows: LEDGER_ROWS[part].logs,
  };
}

function lambda(part: FunctionPart, input: KoreVoiceInput, artifact: LookUpArtifact): DesiredResource {
  const { sha256Base64, handler } = artifact(FUNCTIONS[part]);
  return {
    logicalId: `${part}-function`,
    type: "lambda-function",
    props: {
      name: namesOf(input).functionName(part),
      artifact: FUNCTIONS[part],
      codeSha256: sha256Base64,
      runtime: RUNTIME,
      handler,
      roleArn: { $ref: `${part}-role.arn` },
      memoryMb: input.settings.lambda.memoryMb,
      timeoutSeconds: input.settings.lambda[`${part}TimeoutSeconds`],
      environment: environment(part, input),
    },
    // Lambda makes a missing log group by itself, without retention.
    dependsOn: [`${part}-logs`],
    ledgerRows: LEDGER_ROWS[part].lambda,
  };
}

function environment(part: FunctionPart, input: KoreVoiceInput): Record<string, string | SecretRef> {
  const { settings, secretNames = [] } = input;
  const { table } = namesOf(input);
  switch (part) {
    case "store":
      return { TABLE_NAME: table, RETENTION_HOURS: String(settings.table.ttlDays * HOURS_PER_DAY) };
    case "retrieve":
      return { TABLE_NAME: table };
    case "authorizer":
      return {
        AUTH_TOKEN: { $secret: "authToken" },
        ...(secretNames.includes("authTokenPrevious")
          ? { AUTH_TOKEN_PREVIOUS: { $secret: "authTokenPrevious" } }
          : {}),
      };
  }
}
