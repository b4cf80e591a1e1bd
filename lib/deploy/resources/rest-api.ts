import {
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TagResourceCommand,
  UpdateAuthorizerCommand,
  UpdateMethodCommand,
} from "@aws-sdk/client-api-gateway";
import { arnPrefix, partitionOf } from "@/lib/deploy/arn";
import { compareFields, difference } from "@/lib/deploy/compare";
import { canonicalJson } from "@/lib/deploy/fingerprint";
import { ownershipOf, tagsOf } from "@/lib/deploy/ownership";
import { defineResource, type ResourceContext } from "@/lib/deploy/resource";
import { logGroupOfArn, writeAccessLog } from "@/lib/deploy/resources/rest-api-log";
import {
  deploymentDescription,
  describeRestApi,
  findRestApi,
  invocationUri,
  type RestApiParts,
  type RestApiProps,
  readRestApiParts,
  restApiProps,
  unlessMissing,
} from "@/lib/deploy/resources/rest-api-read";

export const restApi = defineResource({
  type: "rest-api",
  title: "REST API",
  props: restApiProps,
  // API Gateway's actions are HTTP verbs on its own paths.
  iamActions: [
    "apigateway:DELETE",
    "apigateway:GET",
    "apigateway:PATCH",
    "apigateway:POST",
    "apigateway:PUT",
  ],
  name: ({ name }) => name,
  summary: ({ path, stage, authorizer }) => `POST ${path} on stage ${stage}, guarded by ${authorizer.name}`,
  charge: () => "API Gateway charges for each request to this API.",
  usualSeconds: 12,

  async observe(context, want) {
    const api = await findRestApi(context, want.name);
    if (api === undefined) return undefined;
    const parts = await readRestApiParts(context, api, want);
    return {
      state: describeRestApi(parts, want),
      outputs: outputsOf(context, parts.api.id ?? "", want, parts.authorizer?.id),
      ownership: ownershipOf(api.tags, context.owner),
    };
  },

  compare: (want, have) => {
    const { guard, undeployed, ...rest } = have;
    const { guard: _, undeployed: __, ...wanted } = want;
    return [
      ...compareFields(wanted, rest),
      ...(guard === undefined ? [] : [difference("method.authorization", guard, want.authorizer.name)]),
      ...(undeployed === undefined ? [] : [difference("deployment", undeployed, "the API as it is wanted")]),
    ];
  },

  async ensure(context, want, have) {
    const { apiGateway } = context.aws;
    const options = { abortSignal: context.signal };
    const api =
      (await findRestApi(context, want.name)) ??
      (await apiGateway.send(
        new CreateRestApiCommand({
          name: want.name,
          description: "Made by Patchbay",
          endpointConfiguration: { types: ["REGIONAL"] },
          tags: tagsOf(context.owner),
        }),
        options,
      ));
    const restApiId = api.id ?? "";
    if (have !== undefined && have.ownership.kind !== "ours") {
      const resourceArn = `arn:${partitionOf(context)}:apigateway:${context.region}::/restapis/${restApiId}`;
      await apiGateway.send(new TagResourceCommand({ resourceArn, tags: tagsOf(context.owner) }), options);
    }
    const parts = await readRestApiParts(context, api, want);
    const authorizerId = await ensureAuthorizer(context, restApiId, want, parts);
    const resourceId = await ensureResource(context, restApiId, want, parts);
    await ensureMethod(context, { restApiId, resourceId, authorizerId }, want, parts);
    const after = await readRestApiParts(context, api, want);
    if (describeRestApi(after, want).undeployed !== undefined) {
      const command = new CreateDeploymentCommand({
        restApiId,
        stageName: want.stage,
        description: deploymentDescription(want),
      });
      await apiGateway.send(command, options);
    }
    if (canonicalJson(after.accessLog ?? null) !== canonicalJson(want.accessLog ?? null)) {
      await writeAccessLog(context, { restApiId, stageName: want.stage }, want.accessLog);
    }
    return outputsOf(context, restApiId, want, authorizerId);
  },

  async remove(context, _props, have) {
    const command = new DeleteRestApiCommand({ restApiId: have.outputs.id });
    await unlessMissing(() => context.aws.apiGateway.send(command, { abortSignal: context.signal }));
  },
});

function outputsOf(
  context: ResourceContext,
  id: string,
  want: RestApiProps,
  authorizerId: string | undefined,
): Record<string, string> {
  return {
    id,
    executionArn: `${arnPrefix(context, "execute-api")}${id}`,
    url: `${context.aws.apiInvokeUrl(id, want.stage)}${want.path}`,
    ...(authorizerId === undefined ? {} : { authorizerId }),
    ...(want.accessLog === undefined ? {} : { logGroup: logGroupOfArn(want.accessLog.logGroupArn) }),
  };
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
  if (authorizerId === undefined) {
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

async function ensureMethod(
  context: ResourceContext,
  ids: { restApiId: string; resourceId: string; authorizerId: string },
  want: RestApiProps,
  parts: RestApiParts,
): Promise<void> {
  const { restApiId, resourceId, authorizerId } = ids;
  const method = { restApiId, resourceId, httpMethod: "POST" };
  const options = { abortSignal: context.signal };
  if (parts.method === undefined) {
    const command = new PutMethodCommand({ ...method, authorizationType: "CUSTOM", authorizerId });
    await context.aws.apiGateway.send(command, options);
  } else if (parts.method.authorizationType !== "CUSTOM" || parts.method.authorizerId !== authorizerId) {
    const patchOperations = [
      { op: "replace" as const, path: "/authorizationType", value: "CUSTOM" },
      { op: "replace" as const, path: "/authorizerId", value: authorizerId },
    ];
    await context.aws.apiGateway.send(new UpdateMethodCommand({ ...method, patchOperations }), options);
  }
  if (describeRestApi(parts, want).storeFunctionAliasArn !== want.storeFunctionAliasArn) {
    const command = new PutIntegrationCommand({
      ...method,
      type: "AWS_PROXY",
      integrationHttpMethod: "POST",
      uri: invocationUri(context, want.storeFunctionAliasArn),
    });
    await context.aws.apiGateway.send(command, options);
  }
}
