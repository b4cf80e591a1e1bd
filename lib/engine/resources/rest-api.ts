import {
  CreateDeploymentCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
  TagResourceCommand,
  UpdateRestApiCommand,
} from "@aws-sdk/client-api-gateway";
import { arnPrefix, partitionOf } from "../arn";
import { compareFields, difference } from "../compare";
import { departs } from "../declared-fields";
import { canonicalJson } from "../fingerprint";
import { ownershipOf, stepTagOf, tagsOf } from "../ownership";
import { onlyOurs } from "../pick-ours";
import { defineResource, type ResourceContext } from "../resource";
import { restApiDepartures, restApiFields } from "./rest-api-fields";
import { logGroupOfArn, writeAccessLog } from "./rest-api-log";
import {
  deploymentDescription,
  describeRestApi,
  fetchRestApi,
  fetchRestApiParts,
  listRestApis,
  type RestApiProps,
  restApiProps,
  unlessMissing,
} from "./rest-api-read";
import { ensureApiContent, ensureStageSettings } from "./rest-api-write";

/** Settings of the API itself that count for callers from the next deployment on; its hash doesn't hold them. */
const liveWithDeployment = [
  "policy",
  "executeApiDisabled",
  "endpointType",
  "minimumCompressionSize",
  "binaryMediaTypes",
];

/** Of an API that no one knows: no stage and no path to look at. */
const bare = {
  stage: "unknown",
  path: "/",
  storeFunctionAliasArn: "",
  authorizer: { name: "", functionAliasArn: "", identityHeader: "", tokenPattern: "", ttlSeconds: 0 },
};

export const restApi = defineResource({
  type: "rest-api",
  title: "REST API",
  props: restApiProps,
  fields: restApiFields,
  // API Gateway's actions are HTTP verbs on its own paths.
  iamActions: [
    "apigateway:DELETE",
    "apigateway:GET",
    "apigateway:PATCH",
    "apigateway:POST",
    "apigateway:PUT",
    // A resource policy takes this one besides.
    "apigateway:UpdateRestApiPolicy",
  ],
  mayExistTwice: true,
  name: ({ name }) => name,
  summary: ({ path, stage, authorizer }) =>
    `POST ${path} on stage ${stage}, with authorizer ${authorizer.name}`,
  charge: () => "API Gateway charges for each request to this API.",
  usualSeconds: 12,

  async observe(context, want) {
    const api = await fetchRestApi(context, want.name);
    if (api === undefined) return undefined;
    const parts = await fetchRestApiParts(context, api, want);
    return {
      state: describeRestApi(parts, want),
      outputs: outputsOf(context, parts.api.id ?? "", want, parts.authorizer?.id),
      ownership: ownershipOf(api.tags, context.owner),
      departures: restApiDepartures(parts, want),
    };
  },

  async listOwned(context) {
    return onlyOurs(await listRestApis(context), context).map(({ id, name, tags }) => {
      const props = { name, ...bare };
      return { name, props, step: stepTagOf(tags), outputs: outputsOf(context, id, props, undefined) };
    });
  },

  compare: (want, have) => {
    const { guard, undeployed, ...rest } = have;
    const { guard: _, undeployed: __, ...wanted } = want;
    return [
      ...compareFields(wanted, rest),
      ...(guard === undefined ? [] : [difference("method.authorization", guard, want.authorizer.name)]),
      ...(undeployed === undefined
        ? []
        : [difference("deployment", undeployed, "the API as in the settings")]),
    ];
  },

  async ensure(context, want, have) {
    const { apiGateway } = context.aws;
    const options = { abortSignal: context.signal };
    const api =
      (await fetchRestApi(context, want.name)) ??
      (await apiGateway.send(
        new CreateRestApiCommand({
          name: want.name,
          description: "Created by Patchbay",
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
    if (api.name !== want.name) {
      const patchOperations = [{ op: "replace" as const, path: "/name", value: want.name }];
      await apiGateway.send(new UpdateRestApiCommand({ restApiId, patchOperations }), options);
    }
    const parts = await fetchRestApiParts(context, api, want);
    const { authorizerId } = await ensureApiContent(context, restApiId, want, parts);
    await ensureStageSettings(context, restApiId, want, parts);
    const after = await fetchRestApiParts(context, api, want);
    const mustDeploy = departs(have?.departures, ...liveWithDeployment);
    if (mustDeploy || describeRestApi(after, want).undeployed !== undefined) {
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
