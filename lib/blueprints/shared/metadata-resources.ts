import { metadataFunctionNames } from "@/lib/aws/own-names";
import type { BlueprintInput } from "@/lib/blueprints/blueprint";
import type { DesiredResource } from "@/lib/engine/resource";
import type { Ref, SecretRef } from "@/lib/kernel/references";
import { accessLogFormat } from "./access-log-format";
import type { LookUpArtifact } from "./lambda-artifact";
import { connectMayInvoke, lambdaPart } from "./lambda-parts";
import type { MetadataSettings } from "./metadata-settings";

export type MetadataFunction = keyof typeof metadataFunctionNames;
export const metadataFunctions = ["store", "authorizer", "retrieve"] as const satisfies MetadataFunction[];

/** The header that the token comes in: what the authorizer looks at. */
export const tokenHeaderName = "authorizationToken";

/** The shape of the tokens that we make (32 random bytes as text), so that nonsense never costs an invocation. */
const ownTokenPattern = "^[A-Za-z0-9_+/=-]{32,128}$";
/** A rotated token must stop at once: a cached answer of the authorizer would let the old one in for its time. */
const authorizerCacheSeconds = 0;
const hoursPerDay = 24;

/** How one kind of integration calls what it makes for its metadata. */
export interface MetadataNames {
  table: string;
  functionName(part: MetadataFunction): string;
  api: string;
  apiLogGroup: string;
  /** Of the API: "/metadata". */
  path: string;
  authorizer: string;
  /** Of the table: by the vendor's own id of a conversation. */
  indexes: readonly { name: string; partitionKey: string }[];
}

/** Rows of the guides' ledger, by what fulfils them. */
export interface MetadataRows {
  table: string[];
  functions: Record<MetadataFunction, { role: string[]; logs: string[]; lambda: string[] }>;
  api: string[];
  storePermission: string[];
  authorizerPermission: string[];
}

type Input = Pick<
  BlueprintInput<MetadataSettings>,
  "settings" | "accountId" | "region" | "instanceArn" | "secretNames"
>;

/** An API's name may hold blanks, a log group's may not. */
export function apiLogGroupOf(apiName: string): string {
  return `/aws/apigateway/${apiName}`.replace(/[^A-Za-z0-9_./-]/g, "-");
}

/** Table, functions and the API that the voice agent posts to. */
export function metadataResources(
  input: Input,
  names: MetadataNames,
  rows: MetadataRows,
  artifact: LookUpArtifact,
): DesiredResource[] {
  const { settings } = input;
  return [
    {
      logicalId: "table",
      type: "dynamodb-table",
      props: {
        name: names.table,
        partitionKey: "contactId",
        ttlAttribute: "expiresAt",
        indexes: names.indexes,
      },
      ledgerRows: rows.table,
    },
    ...metadataFunctions.flatMap((part) =>
      lambdaPart(
        {
          part,
          functionName: names.functionName(part),
          artifact: metadataFunctionNames[part],
          statements: tableStatements(part),
          memoryMb: settings.lambda.memoryMb,
          timeoutSeconds: settings.lambda[`${part}TimeoutSeconds`],
          logRetentionDays: settings.logRetentionDays,
          environment: environment(part, input, names.table),
          ledgerRows: rows.functions[part],
        },
        input,
        artifact(metadataFunctionNames[part]),
      ),
    ),
    ...accessLogResources(input, names),
    {
      logicalId: "api",
      type: "rest-api",
      props: {
        name: names.api,
        stage: settings.api.stage,
        path: names.path,
        storeFunctionAliasArn: ref("store-function.aliasArn"),
        authorizer: {
          name: names.authorizer,
          functionAliasArn: ref("authorizer-function.aliasArn"),
          identityHeader: tokenHeaderName,
          tokenPattern: ownTokenPattern,
          ttlSeconds: authorizerCacheSeconds,
        },
        ...(settings.api.accessLog
          ? { accessLog: { logGroupArn: ref("api-logs.arn"), format: accessLogFormat } }
          : {}),
      },
      ...(settings.api.accessLog ? { dependsOn: ["api-log-role"] } : {}),
      ledgerRows: rows.api,
    },
    {
      logicalId: "api-permission-store",
      type: "lambda-permission",
      props: {
        functionName: names.functionName("store"),
        qualifier: "live",
        statementId: "patchbay-api-store",
        principal: "apigateway.amazonaws.com",
        sourceArn: { $join: [ref("api.executionArn"), `/*/POST${names.path}`] },
      },
      dependsOn: ["store-function"],
      ledgerRows: rows.storePermission,
    },
    {
      logicalId: "api-permission-authorizer",
      type: "lambda-permission",
      props: {
        functionName: names.functionName("authorizer"),
        qualifier: "live",
        statementId: "patchbay-api-authorizer",
        principal: "apigateway.amazonaws.com",
        sourceArn: { $join: [ref("api.executionArn"), "/authorizers/", ref("api.authorizerId")] },
      },
      dependsOn: ["authorizer-function"],
      ledgerRows: rows.authorizerPermission,
    },
  ];
}

/** What lets the flow ask for the metadata: a permission and an association of the retrieve function. */
export function retrieveAccess(input: Input, names: MetadataNames, ledgerRows: string[]): DesiredResource[] {
  return connectMayInvoke(
    { part: "retrieve", functionName: names.functionName("retrieve") },
    input,
    { permission: "lambda-permission-connect", association: "lambda-association" },
    ledgerRows,
  );
}

/** The role is one for all APIs of the account and region, by region because roles are not. */
function accessLogResources({ settings, region }: Input, { apiLogGroup }: MetadataNames): DesiredResource[] {
  if (!settings.api.accessLog) return [];
  return [
    {
      logicalId: "api-logs",
      type: "log-group",
      props: { name: apiLogGroup, retentionDays: settings.logRetentionDays },
    },
    { logicalId: "api-log-role", type: "api-log-role", props: { roleName: `patchbay-api-logs-${region}` } },
  ];
}

/** The one call that each function makes, on the one table; the authorizer makes none. */
function tableStatements(part: MetadataFunction): { actions: string[]; resources: Ref[] }[] {
  const onTable = (action: string) => [{ actions: [action], resources: [ref("table.arn")] }];
  switch (part) {
    case "store":
      return onTable("dynamodb:UpdateItem");
    case "retrieve":
      return onTable("dynamodb:GetItem");
    case "authorizer":
      return [];
  }
}

function environment(
  part: MetadataFunction,
  { settings, secretNames = [] }: Input,
  table: string,
): Record<string, string | SecretRef> {
  switch (part) {
    case "store":
      return { TABLE_NAME: table, RETENTION_HOURS: String(settings.table.ttlDays * hoursPerDay) };
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

function ref(to: Ref["$ref"]): Ref {
  return { $ref: to };
}
