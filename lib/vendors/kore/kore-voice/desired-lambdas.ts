import type { LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { lambdaPart } from "@/lib/blueprints/shared/lambda-parts";
import type { DesiredResource } from "@/lib/engine/resource";
import type { Ref, SecretRef } from "@/lib/kernel/references";
import { FUNCTION_PARTS, FUNCTIONS, type FunctionPart, type KoreVoiceInput, namesOf } from "./names";

const HOURS_PER_DAY = 24;

const LEDGER_ROWS: Record<FunctionPart, { role: string[]; logs: string[]; lambda: string[] }> = {
  store: { role: ["KM-05"], logs: ["KM-02"], lambda: ["KM-02"] },
  authorizer: { role: ["KM-03"], logs: ["KM-03"], lambda: ["KM-03", "KM-09"] },
  retrieve: { role: ["KM-05"], logs: ["KM-04"], lambda: ["KM-04"] },
};

/** Role, log group and function, for each of the three. */
export function lambdaParts(input: KoreVoiceInput, artifact: LookUpArtifact): DesiredResource[] {
  const { settings } = input;
  return FUNCTION_PARTS.flatMap((part) =>
    lambdaPart(
      {
        part,
        functionName: namesOf(input).functionName(part),
        artifact: FUNCTIONS[part],
        statements: tableStatements(part),
        memoryMb: settings.lambda.memoryMb,
        timeoutSeconds: settings.lambda[`${part}TimeoutSeconds`],
        logRetentionDays: settings.logRetentionDays,
        environment: environment(part, input),
        ledgerRows: LEDGER_ROWS[part],
      },
      input,
      artifact(FUNCTIONS[part]),
    ),
  );
}

/** The one call that each function makes, on the one table; the authorizer makes none. */
function tableStatements(part: FunctionPart): { actions: string[]; resources: Ref[] }[] {
  const onTable = (action: string) => [{ actions: [action], resources: [{ $ref: "table.arn" as const }] }];
  switch (part) {
    case "store":
      return onTable("dynamodb:UpdateItem");
    case "retrieve":
      return onTable("dynamodb:GetItem");
    case "authorizer":
      return [];
  }
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
