import type { Method, MethodSetting, Stage } from "@aws-sdk/client-api-gateway";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { type DeclaredField, departuresOf, noValue } from "../declared-fields";
import { canonicalJson } from "../fingerprint";
import type { RestApiParts, RestApiProps } from "./rest-api-read";

/** API Gateway's own, and its longest for a regional API. */
const usualTimeoutMs = 29_000;
/** The account's own limits: a stage that names these or more, or -1, throttles nothing. */
const accountRate = 10_000;
const accountBurst = 5_000;

export const restApiFields: DeclaredField[] = [
  { path: "name", kept: "as-wanted" },
  { path: "stage", kept: "identity" },
  { path: "path", kept: "as-wanted" },
  { path: "storeFunctionAliasArn", kept: "as-wanted" },
  { path: "authorizer.name", kept: "as-wanted" },
  { path: "authorizer.functionAliasArn", kept: "as-wanted" },
  { path: "authorizer.identityHeader", kept: "as-wanted" },
  { path: "authorizer.tokenPattern", kept: "as-wanted" },
  { path: "authorizer.ttlSeconds", kept: "as-wanted" },
  { path: "accessLog", kept: "as-wanted" },
  { path: "authorizer.type", kept: "fixed", value: "TOKEN" },
  { path: "authorizer.credentials", kept: "fixed", value: noValue },
  { path: "otherMethods", kept: "fixed", value: noValue },
  { path: "otherPaths", kept: "fixed", value: noValue },
  { path: "method.authorization", kept: "fixed", value: "the authorizer" },
  { path: "method.apiKeyRequired", kept: "fixed", value: "false" },
  { path: "method.requestChecks", kept: "fixed", value: noValue },
  { path: "integration.type", kept: "fixed", value: "AWS_PROXY" },
  { path: "integration.httpMethod", kept: "fixed", value: "POST" },
  { path: "integration.timeoutMs", kept: "fixed", value: String(usualTimeoutMs) },
  { path: "integration.credentials", kept: "fixed", value: noValue },
  { path: "integration.mapping", kept: "fixed", value: noValue },
  { path: "deployment", kept: "fixed", value: "the API as in the settings" },
  { path: "policy", kept: "fixed", value: noValue },
  { path: "executeApiDisabled", kept: "fixed", value: "false" },
  { path: "endpointType", kept: "fixed", value: "REGIONAL" },
  { path: "minimumCompressionSize", kept: "fixed", value: noValue },
  { path: "binaryMediaTypes", kept: "fixed", value: noValue },
  { path: "stage.methodSettings", kept: "fixed", value: noValue },
  { path: "stage.cache", kept: "fixed", value: "false" },
  { path: "stage.canary", kept: "fixed", value: noValue },
  { path: "stage.tracing", kept: "fixed", value: "false" },
  {
    path: "stage.webAcl",
    kept: "reported",
    value: noValue,
    why: "A web ACL protects the API's stage. Its rules can block the vendor's requests.",
    wayOut:
      "Allow the API's path in its rules, or disassociate the ACL from the stage in the AWS WAF console.",
  },
  {
    path: "stage.clientCertificate",
    kept: "not-compared",
    why: "API Gateway presents it only to HTTP backends. This one is a Lambda function.",
  },
  {
    path: "stage.variables",
    kept: "not-compared",
    why: "Patchbay doesn't use stage variables. If one changed an integration, it would show as a different function.",
  },
  {
    path: "gatewayResponses",
    kept: "not-compared",
    why: "They change the message for a refused request, never whether it's refused.",
  },
  {
    path: "otherAuthorizers, models, requestValidators, documentation",
    kept: "not-compared",
    why: "They have no effect until a method uses them, and methods are compared in full.",
  },
  {
    path: "usagePlans, apiKeys, apiKeySource",
    kept: "not-compared",
    why: "They apply only to methods that require an API key, which is compared.",
  },
  {
    path: "domainNames",
    kept: "not-compared",
    why: "Other URLs of the same stage use the same authorizer.",
  },
  { path: "description, version", kept: "not-compared", why: "They have no effect." },
];

/** Everything about the API that no setting of ours decides, and that isn't as it has to be. */
export function restApiDepartures(parts: RestApiParts, want: RestApiProps): FieldDifference[] {
  const { api, authorizer, method, stage } = parts;
  const integration = method?.methodIntegration;
  return departuresOf(restApiFields, {
    otherMethods: otherMethods(parts, want)
      .map(({ text }) => text)
      .join(", "),
    otherPaths: otherPaths(parts, want)
      .map(({ path = "" }) => path)
      .join(", "),
    policy: api.policy,
    executeApiDisabled: api.disableExecuteApiEndpoint ?? false,
    endpointType: (api.endpointConfiguration?.types ?? ["REGIONAL"]).join(", "),
    minimumCompressionSize: api.minimumCompressionSize,
    binaryMediaTypes: (api.binaryMediaTypes ?? []).join(", "),
    ...(authorizer === undefined
      ? {}
      : {
          "authorizer.type": authorizer.type ?? "TOKEN",
          "authorizer.credentials": authorizer.authorizerCredentials,
        }),
    ...(method === undefined
      ? {}
      : {
          "method.apiKeyRequired": method.apiKeyRequired ?? false,
          "method.requestChecks": checksOf(method),
        }),
    ...(integration === undefined
      ? {}
      : {
          "integration.type": integration.type,
          "integration.httpMethod": integration.httpMethod,
          "integration.timeoutMs": integration.timeoutInMillis ?? usualTimeoutMs,
          "integration.credentials": integration.credentials,
          "integration.mapping": mappingOf(integration),
        }),
    ...(stage === undefined
      ? {}
      : {
          "stage.methodSettings": methodSettingsOf(stage),
          "stage.cache": stage.cacheClusterEnabled ?? false,
          "stage.canary": canaryOf(stage),
          "stage.tracing": stage.tracingEnabled ?? false,
          "stage.webAcl": stage.webAclArn,
        }),
  });
}

/** Methods beside ours: each a way in that no one has planned. */
export function otherMethods({ resources }: RestApiParts, want: RestApiProps) {
  return resources.flatMap(({ id = "", path = "", resourceMethods = {} }) =>
    Object.entries(resourceMethods)
      .filter(([httpMethod]) => path !== want.path || httpMethod !== "POST")
      .map(([httpMethod, method]) => ({
        resourceId: id,
        httpMethod,
        path,
        text: `${httpMethod} ${path} (${method.authorizationType ?? "NONE"})`,
      })),
  );
}

/** Resources that don't lead to ours, the topmost of each branch: what is below goes with it. */
export function otherPaths({ resources }: RestApiParts, want: RestApiProps) {
  const strays = resources.filter(
    ({ path = "/" }) => path !== "/" && !`${want.path}/`.startsWith(`${path}/`),
  );
  return strays.filter(
    ({ path = "" }) => !strays.some((each) => each.path !== path && path.startsWith(`${each.path ?? ""}/`)),
  );
}

/** Overrides of a stage that change anything, with the paths that take them away. */
export function changedMethodSettings(stage: Stage): { key: string; text: string }[] {
  return Object.entries(stage.methodSettings ?? {}).flatMap(([key, setting]) => {
    const told = tellSetting(setting);
    return told === "" ? [] : [{ key, text: `${key}: ${told}` }];
  });
}

function methodSettingsOf(stage: Stage): string {
  return changedMethodSettings(stage)
    .map(({ text }) => text)
    .join("; ");
}

function tellSetting(setting: MethodSetting): string {
  const throttles = (limit: number | undefined, ofAccount: number) =>
    limit !== undefined && limit >= 0 && limit < ofAccount;
  const parts = [
    setting.loggingLevel === undefined || setting.loggingLevel === "OFF"
      ? ""
      : `logging ${setting.loggingLevel}`,
    setting.dataTraceEnabled === true ? "full requests and responses in the log" : "",
    setting.metricsEnabled === true ? "detailed metrics" : "",
    setting.cachingEnabled === true ? "responses cached" : "",
    throttles(setting.throttlingRateLimit, accountRate)
      ? `at most ${setting.throttlingRateLimit} per second`
      : "",
    throttles(setting.throttlingBurstLimit, accountBurst)
      ? `burst of at most ${setting.throttlingBurstLimit}`
      : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function canaryOf({ canarySettings }: Stage): string {
  if (canarySettings?.deploymentId === undefined) return "";
  return `deployment ${canarySettings.deploymentId} for ${canarySettings.percentTraffic ?? 0}% of requests`;
}

/** What would refuse a request, or let it in by other means, before the integration sees it. */
function checksOf(method: Method): string {
  const { requestValidatorId, authorizationScopes = [], requestParameters = {}, requestModels = {} } = method;
  return tellParts({ requestValidatorId, authorizationScopes, requestParameters, requestModels });
}

function mappingOf(integration: NonNullable<Method["methodIntegration"]>): string {
  const { connectionType, passthroughBehavior, responseTransferMode } = integration;
  return tellParts({
    requestParameters: integration.requestParameters ?? {},
    requestTemplates: integration.requestTemplates ?? {},
    contentHandling: integration.contentHandling,
    cacheKeyParameters: integration.cacheKeyParameters ?? [],
    connectionType: connectionType === "INTERNET" ? undefined : connectionType,
    passthroughBehavior: passthroughBehavior === "WHEN_NO_MATCH" ? undefined : passthroughBehavior,
    responseTransferMode: responseTransferMode === "BUFFERED" ? undefined : responseTransferMode,
  });
}

function tellParts(parts: Record<string, string | object | undefined>): string {
  return Object.entries(parts)
    .filter(([, value]) => (typeof value === "object" ? Object.keys(value).length > 0 : value))
    .map(([name, value]) => `${name} ${canonicalJson(value)}`)
    .join(", ");
}
