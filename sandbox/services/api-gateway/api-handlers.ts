import type {
  CreateResourceRequest,
  CreateRestApiRequest,
  DeleteResourceRequest,
  GetResourceRequest,
  GetResourcesRequest,
  GetRestApiRequest,
  GetRestApisRequest,
  GetTagsRequest,
  TagResourceRequest,
  UntagResourceRequest,
  UpdateRestApiRequest,
} from "@aws-sdk/client-api-gateway";
import type { SandboxAccount } from "../../state/account";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import {
  type ApiResource,
  apiOf,
  apiState,
  badRequest,
  conflict,
  maximumApis,
  newApiId,
  notFound,
  type RestApi,
  resourceOf,
  stageOf,
} from "./api-store";
import { describeApi, describeResource } from "./describe-api";
import { applyPatches } from "./patch-operations";

const maximumResources = 300;

export const apiHandlers: Record<string, Handler> = {
  CreateRestApi(input: Valid<CreateRestApiRequest>, { account, clock }: RequestContext) {
    const file = apiState(account);
    if (input.name.trim() === "") throw badRequest("Invalid REST API name specified");
    if (Object.keys(file.data.apis).length >= maximumApis)
      throw new ServiceError(
        "LimitExceededException",
        "Maximum number of REST APIs for this account has been reached.",
      );
    const root: ApiResource = { id: newApiId(10), path: "/", methods: {} };
    // Names are not unique: a second API of the same name is another one.
    const api: RestApi = {
      id: newApiId(10),
      name: input.name,
      description: input.description,
      version: input.version,
      createdAt: clock.now(),
      tags: input.tags ?? {},
      endpointTypes: input.endpointConfiguration?.types ?? ["EDGE"],
      binaryMediaTypes: input.binaryMediaTypes ?? [],
      rootResourceId: root.id,
      resources: { [root.id]: root },
      authorizers: {},
      deployments: {},
      stages: {},
    };
    file.data.apis[api.id] = api;
    file.save();
    return describeApi(api);
  },

  GetRestApi: (input: Valid<GetRestApiRequest>, { account }: RequestContext) =>
    describeApi(apiOf(account, input.restApiId)),

  GetRestApis(input: GetRestApisRequest, { account }: RequestContext) {
    const page = paginate(Object.values(apiState(account).data.apis), (api) => api.id, {
      limit: Math.min(input.limit ?? 25, 500),
      token: input.position,
      badToken: "BadRequestException",
    });
    return { items: page.items.map(describeApi), position: page.nextToken };
  },

  UpdateRestApi(input: Valid<UpdateRestApiRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    applyPatches(input.patchOperations, {
      "/name": (value) => {
        api.name = value ?? api.name;
      },
      "/description": (value) => {
        api.description = value;
      },
    });
    apiState(account).save();
    return describeApi(api);
  },

  DeleteRestApi(input: Valid<GetRestApiRequest>, { account }: RequestContext) {
    const file = apiState(account);
    delete file.data.apis[apiOf(account, input.restApiId).id];
    file.save();
    return {};
  },

  CreateResource(input: Valid<CreateResourceRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const parent = resourceOf(api, input.parentId);
    const { pathPart } = input;
    if (!/^([a-zA-Z0-9._\-:~]+|\{[a-zA-Z0-9._\-:]+\+?\})$/.test(pathPart))
      throw badRequest(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      );
    const siblings = Object.values(api.resources).filter((one) => one.parentId === parent.id);
    if (siblings.some((one) => one.pathPart === pathPart))
      throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
    if (Object.keys(api.resources).length >= maximumResources)
      throw new ServiceError(
        "LimitExceededException",
        "Maximum number of resources for this API has been reached.",
      );
    const path = `${parent.path === "/" ? "" : parent.path}/${pathPart}`;
    const resource: ApiResource = { id: newApiId(6), parentId: parent.id, pathPart, path, methods: {} };
    api.resources[resource.id] = resource;
    apiState(account).save();
    return describeResource(resource, false);
  },

  GetResource(input: Valid<GetResourceRequest>, { account }: RequestContext) {
    const resource = resourceOf(apiOf(account, input.restApiId), input.resourceId);
    return describeResource(resource, input.embed?.includes("methods") === true);
  },

  GetResources(input: Valid<GetResourcesRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const page = paginate(Object.values(api.resources), (resource) => resource.id, {
      limit: Math.min(input.limit ?? 25, 500),
      token: input.position,
      badToken: "BadRequestException",
    });
    const withMethods = input.embed?.includes("methods") === true;
    return {
      items: page.items.map((resource) => describeResource(resource, withMethods)),
      position: page.nextToken,
    };
  },

  DeleteResource(input: Valid<DeleteResourceRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const { id } = resourceOf(api, input.resourceId);
    if (id === api.rootResourceId) throw badRequest("Root resource cannot be deleted");
    const doomed = new Set([id]);
    // Children go with their parent; they always come after it.
    for (const resource of Object.values(api.resources))
      if (resource.parentId && doomed.has(resource.parentId)) doomed.add(resource.id);
    for (const one of doomed) delete api.resources[one];
    apiState(account).save();
    return {};
  },

  TagResource(input: Valid<TagResourceRequest>, { account }: RequestContext) {
    Object.assign(tagsOfArn(account, input.resourceArn), input.tags);
    apiState(account).save();
    return {};
  },

  UntagResource(input: Valid<UntagResourceRequest>, { account }: RequestContext) {
    const tags = tagsOfArn(account, input.resourceArn);
    for (const key of input.tagKeys) delete tags[key];
    apiState(account).save();
    return {};
  },

  GetTags: (input: Valid<GetTagsRequest>, { account }: RequestContext) => ({
    tags: tagsOfArn(account, input.resourceArn),
  }),
};

/** `arn:aws:apigateway:REGION::/restapis/ID` or `…/stages/NAME`. */
function tagsOfArn(account: SandboxAccount, arn: string): Record<string, string> {
  const match = /^arn:aws:apigateway:([a-z0-9-]+)::\/restapis\/([a-z0-9]+)(?:\/stages\/([^/]+))?$/.exec(arn);
  if (!match || match[1] !== account.region) throw notFound("Invalid ARN specified in the request");
  const api = apiOf(account, match[2] ?? "");
  return match[3] === undefined ? api.tags : stageOf(api, match[3]).tags;
}
