import { ACCESS_LOG_FORMAT } from "@/lib/blueprints/shared/access-log-format";
import { numberResources } from "@/lib/blueprints/shared/entry";
import { flowResource } from "@/lib/blueprints/shared/flow-resource";
import type { LookUpArtifact } from "@/lib/blueprints/shared/lambda-artifact";
import { connectMayInvoke } from "@/lib/blueprints/shared/lambda-parts";
import type { DesiredResource } from "@/lib/engine/resource";
import type { Ref } from "@/lib/kernel/references";
import { lambdaParts } from "./desired-lambdas";
import { FLOW_DESCRIPTION, koreVoiceFlow } from "./flow";
import { readKoreConnection } from "./kore-connection";
import {
  API_PATH,
  AUTHORIZER_NAME,
  type KoreVoiceInput,
  namesOf,
  SESSION_ATTRIBUTE,
  SESSION_INDEX,
  TOKEN_HEADER,
} from "./names";
import { presetRoutes } from "./presets";

/** The shape of the tokens that we make (32 random bytes as text), so that nonsense never costs an invocation. */
const TOKEN_PATTERN = "^[A-Za-z0-9_+/=-]{32,128}$";

/** A rotated token must stop at once: a cached answer of the authorizer would let the old one in for its time. */
const AUTHORIZER_CACHE_SECONDS = 0;

/** Everything that the integration wants to exist, in the order in which a person would make it. */
export function koreVoiceDesired(input: KoreVoiceInput, artifact: LookUpArtifact): DesiredResource[] {
  return [...metadataResources(input, artifact), ...callResources(input)];
}

function metadataResources(input: KoreVoiceInput, artifact: LookUpArtifact): DesiredResource[] {
  const { settings } = input;
  const names = namesOf(input);
  return [
    {
      logicalId: "table",
      type: "dynamodb-table",
      props: {
        name: names.table,
        partitionKey: "contactId",
        ttlAttribute: "expiresAt",
        indexes: [{ name: SESSION_INDEX, partitionKey: SESSION_ATTRIBUTE }],
      },
      ledgerRows: ["KM-01"],
    },
    ...lambdaParts(input, artifact),
    ...accessLogResources(input),
    {
      logicalId: "api",
      type: "rest-api",
      props: {
        name: names.api,
        stage: settings.api.stage,
        path: API_PATH,
        storeFunctionAliasArn: ref("store-function.aliasArn"),
        authorizer: {
          name: AUTHORIZER_NAME,
          functionAliasArn: ref("authorizer-function.aliasArn"),
          identityHeader: TOKEN_HEADER,
          tokenPattern: TOKEN_PATTERN,
          ttlSeconds: AUTHORIZER_CACHE_SECONDS,
        },
        ...(settings.api.accessLog
          ? { accessLog: { logGroupArn: ref("api-logs.arn"), format: ACCESS_LOG_FORMAT } }
          : {}),
      },
      ...(settings.api.accessLog ? { dependsOn: ["api-log-role"] } : {}),
      ledgerRows: ["KM-06", "KM-07", "KM-08", "KM-09", "KM-10", "KM-11"],
    },
    {
      logicalId: "api-permission-store",
      type: "lambda-permission",
      props: {
        functionName: names.functionName("store"),
        qualifier: "live",
        statementId: "patchbay-api-store",
        principal: "apigateway.amazonaws.com",
        sourceArn: { $join: [ref("api.executionArn"), `/*/POST${API_PATH}`] },
      },
      dependsOn: ["store-function"],
      ledgerRows: ["KM-08"],
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
      ledgerRows: ["KM-09"],
    },
  ];
}

/** The role is one for all APIs of the account and region, by region because roles are not. */
function accessLogResources(input: KoreVoiceInput): DesiredResource[] {
  const { settings, region } = input;
  if (!settings.api.accessLog) return [];
  return [
    {
      logicalId: "api-logs",
      type: "log-group",
      props: { name: namesOf(input).apiLogGroup, retentionDays: settings.logRetentionDays },
    },
    { logicalId: "api-log-role", type: "api-log-role", props: { roleName: `patchbay-api-logs-${region}` } },
  ];
}

function callResources(input: KoreVoiceInput): DesiredResource[] {
  const { settings } = input;
  const names = namesOf(input);
  return [
    {
      logicalId: "connector",
      type: "voice-connector",
      props: {
        name: names.connector,
        requireEncryption: settings.connector.requireEncryption,
        routes: routesOf(input),
        sipLogs: true,
        mediaLogs: true,
        sbcTypes: ["AUDIOCODES_MEDIANT_SBC"],
        contactCenterSystemTypes: settings.connector.contactCenterSystemTypes,
      },
      ledgerRows: ["KV-03", "KV-04", "KV-05", "KV-06", "KV-07", "KV-08"],
    },
    {
      logicalId: "connector-association",
      type: "connect-integration-association",
      props: { integrationType: "CALL_TRANSFER_CONNECTOR", integrationArn: ref("connector.arn") },
      ledgerRows: ["KV-09"],
    },
    ...connectMayInvoke(
      { part: "retrieve", functionName: names.functionName("retrieve") },
      input,
      { permission: "lambda-permission-connect", association: "lambda-association" },
      ["KM-16"],
    ),
    flowResource(input, {
      name: names.flow,
      description: FLOW_DESCRIPTION,
      write: koreVoiceFlow,
      // Publishing refuses a flow whose connector or function the instance does not know.
      dependsOn: ["connector-association", "lambda-association"],
      ledgerRows: ["KV-10", "KV-11", "KV-19", "KM-12", "KM-13", "KM-14", "KM-15", "KM-16"],
    }),
    ...numberResources(settings, ["api-permission-store", "api-permission-authorizer"], ["KV-17"]),
  ];
}

/** The hosts in the settings, or both controllers of the Kore connection's region. */
export function routesOf({ settings, vendors }: KoreVoiceInput) {
  return settings.connector.routes ?? presetRoutes(readKoreConnection(vendors).voiceGatewayRegion);
}

function ref(to: Ref["$ref"]): Ref {
  return { $ref: to };
}
