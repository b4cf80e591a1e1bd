import {
  CreateAuthorizerCommand,
  CreateResourceCommand,
  DeleteAuthorizerCommand,
  DeleteMethodCommand,
  DeleteResourceCommand,
  type PatchOperation,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateAuthorizerCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import { compareFields } from "../compare";
import { departs } from "../declared-fields";
import type { ResourceContext } from "../resource";
import { changedMethodSettings, otherMethods, otherPaths, restApiDepartures } from "./rest-api-fields";
import {
  describeRestApi,
  invocationUri,
  type RestApiParts,
  type RestApiProps,
  unlessMissing,
} from "./rest-api-read";

/** Makes the API that callers will get with the next deployment the wanted one, and nothing beside it. */
export async function ensureApiContent(
  context: ResourceContext,
  restApiId: string,
  want: RestApiProps,
  parts: RestApiParts,
): Promise<{ authorizerId: string }> {
  await ensureApiSettings(context, restApiId, want, parts);
  const isMethodRight = await removeWhatIsInTheWay(context, restApiId, want, parts);
  const authorizerId = await ensureAuthorizer(context, restApiId, want, parts);
  const resourceId = await ensureResource(context, restApiId, want, parts);
  if (!isMethodRight) await makeMethod(context, { restApiId, resourceId, authorizerId }, want);
  return { authorizerId };
}

/** Settings of a stage are live at once; a canary goes before a deployment, which would otherwise go to the canary. */
export async function ensureStageSettings(
  context: ResourceContext,
  restApiId: string,
  want: RestApiProps,
  parts: RestApiParts,
): Promise<void> {
  const { stage } = parts;
  if (stage === undefined) return;
  const departures = restApiDepartures(parts, want);
  const when = (path: string, ...operations: PatchOperation[]) =>
    departs(departures, path) ? operations : [];
  const patchOperations: PatchOperation[] = [
    ...when("stage.canary", { op: "remove", path: "/canarySettings" }),
    ...when("stage.cache", { op: "replace", path: "/cacheClusterEnabled", value: "false" }),
    ...when("stage.tracing", { op: "replace", path: "/tracingEnabled", value: "false" }),
    ...when(
      "stage.methodSettings",
      ...changedMethodSettings(stage).map(({ key }) => ({ op: "remove" as const, path: settingPath(key) })),
    ),
  ];
  if (patchOperations.length === 0) return;
  const command = new UpdateStageCommand({ restApiId, stageName: want.stage, patchOperations });
  await context.aws.apiGateway.send(command, { abortSignal: context.signal });
}

/** The patch path of a key like "* / *" (without the blanks), "call-metadata/POST" or, as some answers have it, "~1call-metadata/POST". */
function settingPath(key: string): string {
  const slash = key.lastIndexOf("/");
  const path = key.slice(0, slash);
  const escaped =
    path === "*" || path.startsWith("~1") ? path : `~1${path.replace(/^\//, "").replaceAll("/", "~1")}`;
  return `/${escaped}/${key.slice(slash + 1)}`;
}

async function ensureApiSettings(
  context: ResourceContext,
  restApiId: string,
  want: RestApiProps,
  parts: RestApiParts,
): Promise<void> {
  const departures = restApiDepartures(parts, want);
  const [type = "REGIONAL"] = parts.api.endpointConfiguration?.types ?? [];
  const when = (path: string, ...operations: PatchOperation[]) =>
    departs(departures, path) ? operations : [];
  const patchOperations: PatchOperation[] = [
    ...(parts.api.name === want.name ? [] : [{ op: "replace" as const, path: "/name", value: want.name }]),
    ...when("policy", { op: "replace", path: "/policy", value: "" }),
    ...when("executeApiDisabled", { op: "replace", path: "/disableExecuteApiEndpoint", value: "false" }),
    ...when("endpointType", {
      op: "replace",
      path: `/endpointConfiguration/types/${type}`,
      value: "REGIONAL",
    }),
    ...when("minimumCompressionSize", { op: "remove", path: "/minimumCompressionSize" }),
    ...when(
      "binaryMediaTypes",
      ...(parts.api.binaryMediaTypes ?? []).map((each) => ({
        op: "remove" as const,
        path: `/binaryMediaTypes/${each.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      })),
    ),
  ];
  if (patchOperations.length === 0) return;
  const command = new UpdateRestApiCommand({ restApiId, patchOperations });
  await context.aws.apiGateway.send(command, { abortSignal: context.signal });
}

/**
 * Deletes methods and resources beside ours, and ours when anything about it is not right: made anew it has nothing of
 * what was there. None of it is live before a deployment. False when our method has to be made.
 */
async function removeWhatIsInTheWay(
  context: ResourceContext,
  restApiId: string,
  want: RestApiProps,
  parts: RestApiParts,
): Promise<boolean> {
  const departures = restApiDepartures(parts, want);
  const { guard, storeFunctionAliasArn } = describeRestApi(parts, want);
  const isAuthorizerWrong = departs(departures, "authorizer");
  const isMethodRight =
    parts.method !== undefined &&
    guard === undefined &&
    storeFunctionAliasArn === want.storeFunctionAliasArn &&
    !isAuthorizerWrong &&
    !departs(departures, "method", "integration");
  const strays = otherMethods(parts, want);
  const ours = parts.resources.find(({ path }) => path === want.path)?.id ?? "";
  if (!isMethodRight && parts.method !== undefined) {
    strays.push({ resourceId: ours, httpMethod: "POST", path: want.path, text: "" });
  }
  const options = { abortSignal: context.signal };
  for (const { resourceId, httpMethod } of strays) {
    const command = new DeleteMethodCommand({ restApiId, resourceId, httpMethod });
    await unlessMissing(() => context.aws.apiGateway.send(command, options));
  }
  for (const { id } of otherPaths(parts, want)) {
    const command = new DeleteResourceCommand({ restApiId, resourceId: id });
    await unlessMissing(() => context.aws.apiGateway.send(command, options));
  }
  if (isAuthorizerWrong) {
    // Its type cannot be changed in place.
    const command = new DeleteAuthorizerCommand({ restApiId, authorizerId: parts.authorizer?.id });
    await unlessMissing(() => context.aws.apiGateway.send(command, options));
  }
  return isMethodRight;
}

async function ensureAuthorizer(
  context: ResourceContext,
  restApiId: string,
  want: RestApiProps,
  parts: RestApiParts,
): Promise<string> {
  const { authorizer } = want;
  const fields = {
    authorizerUri: invocationUri(context, authorizer.functionAliasArn),
    identitySource: `method.request.header.${authorizer.identityHeader}`,
    identityValidationExpression: authorizer.tokenPattern,
    authorizerResultTtlInSeconds: authorizer.ttlSeconds,
  };
  const options = { abortSignal: context.signal };
  const authorizerId = parts.authorizer?.id;
  if (authorizerId === undefined || departs(restApiDepartures(parts, want), "authorizer")) {
    const created = await context.aws.apiGateway.send(
      new CreateAuthorizerCommand({ restApiId, name: authorizer.name, type: "TOKEN", ...fields }),
      options,
    );
    return created.id ?? "";
  }
  const have = describeRestApi(parts, want).authorizer;
  if (compareFields(authorizer, have).length > 0) {
    const patchOperations = Object.entries(fields).map(([path, value]) => ({
      op: "replace" as const,
      path: `/${path}`,
      value: String(value),
    }));
    const command = new UpdateAuthorizerCommand({ restApiId, authorizerId, patchOperations });
    await context.aws.apiGateway.send(command, options);
  }
  return authorizerId;
}

/** Makes each part of the path that is missing: "/a/b" stands under "/a", which stands under "/". */
async function ensureResource(
  context: ResourceContext,
  restApiId: string,
  want: RestApiProps,
  parts: RestApiParts,
): Promise<string> {
  let parentId = parts.resources.find((each) => each.path === "/")?.id ?? "";
  let path = "";
  for (const pathPart of want.path.split("/").filter((part) => part !== "")) {
    path = `${path}/${pathPart}`;
    const there = parts.resources.find((each) => each.path === path)?.id;
    if (there !== undefined) {
      parentId = there;
      continue;
    }
    const command = new CreateResourceCommand({ restApiId, parentId, pathPart });
    const created = await context.aws.apiGateway.send(command, { abortSignal: context.signal });
    parentId = created.id ?? "";
  }
  return parentId;
}

async function makeMethod(
  context: ResourceContext,
  ids: { restApiId: string; resourceId: string; authorizerId: string },
  want: RestApiProps,
): Promise<void> {
  const { restApiId, resourceId, authorizerId } = ids;
  const method = { restApiId, resourceId, httpMethod: "POST" };
  const options = { abortSignal: context.signal };
  await context.aws.apiGateway.send(
    new PutMethodCommand({ ...method, authorizationType: "CUSTOM", authorizerId }),
    options,
  );
  await context.aws.apiGateway.send(
    new PutIntegrationCommand({
      ...method,
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: invocationUri(context, want.storeFunctionAliasArn),
    }),
    options,
  );
}
