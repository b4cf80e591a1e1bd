import type {
  CreateRestApiRequest,
  GetRestApiRequest,
  GetRestApisRequest,
  UpdateRestApiRequest,
} from "@aws-sdk/client-api-gateway";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { readPolicyDocument } from "../iam/policy-document";
import { checkTags } from "./check-tags";
import {
  apiOf,
  badRequest,
  gatewayState,
  limitExceeded,
  newGatewayId,
  notBuilt,
  type RestApi,
} from "./gateway-store";
import { pageOf } from "./page";
import { applyPatch, patchedBoolean, patchedNumber } from "./patch";

const maxApis = 600;
const endpointTypes = ["EDGE", "REGIONAL", "PRIVATE"];
const maxCompressionBytes = 10_485_760;

export const apiHandlers: Record<string, Handler> = {
  /** Names aren't unique: a second API can have the same name. */
  CreateRestApi(input: Valid<CreateRestApiRequest>, { account, clock }: RequestContext) {
    const file = gatewayState(account);
    if (input.cloneFrom !== undefined) throw notBuilt("cloning");
    if (Object.keys(file.data.apis).length >= maxApis)
      throw limitExceeded("Maximum number of APIs for this account reached.");
    const rootResourceId = newGatewayId(10);
    const api: RestApi = {
      id: newGatewayId(10),
      name: checkName(input.name),
      description: input.description,
      version: input.version,
      createdAt: clock.now(),
      binaryMediaTypes: input.binaryMediaTypes ?? [],
      minimumCompressionSize: checkCompression(input.minimumCompressionSize),
      apiKeySource: input.apiKeySource ?? "HEADER",
      endpointTypes: checkEndpointTypes(input.endpointConfiguration?.types),
      ipAddressType: input.endpointConfiguration?.ipAddressType ?? "ipv4",
      disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
      policy: checkPolicy(input.policy),
      tags: checkTags(input.tags ?? {}),
      rootResourceId,
      resources: { [rootResourceId]: { id: rootResourceId, path: "/", methods: {} } },
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
    const page = pageOf(Object.values(gatewayState(account).data.apis), ({ id }) => id, input);
    return { items: page.items.map(describeApi), position: page.position };
  },

  UpdateRestApi(input: Valid<UpdateRestApiRequest>, { account }: RequestContext) {
    const file = gatewayState(account);
    const api = structuredClone(apiOf(account, input.restApiId));
    applyPatch(input.patchOperations, {
      "/name": (value) => {
        api.name = checkName(value);
      },
      "/description": (value) => {
        api.description = value;
      },
      "/version": (value) => {
        api.version = value;
      },
      "/apiKeySource": (value) => {
        api.apiKeySource = value ?? "HEADER";
      },
      "/disableExecuteApiEndpoint": (value) => {
        api.disableExecuteApiEndpoint = patchedBoolean(value);
      },
      "/minimumCompressionSize": (value) => {
        api.minimumCompressionSize = checkCompression(patchedNumber(value));
      },
      "/endpointConfiguration/types/*": (value) => {
        api.endpointTypes = checkEndpointTypes(value === undefined ? undefined : [value]);
      },
      "/binaryMediaTypes/*": (value, [type = ""]) => {
        api.binaryMediaTypes = api.binaryMediaTypes.filter((one) => one !== type);
        // An add has the type in its path; a replace brings the new one as its value.
        if (value !== undefined) api.binaryMediaTypes.push(value === "" ? type : value);
      },
      "/policy": (value) => {
        api.policy = checkPolicy(value);
      },
    });
    file.data.apis[api.id] = api;
    file.save();
    return describeApi(api);
  },

  DeleteRestApi(input: Valid<GetRestApiRequest>, { account }: RequestContext) {
    const file = gatewayState(account);
    delete file.data.apis[apiOf(account, input.restApiId).id];
    file.save();
    return {};
  },
};

function describeApi(api: RestApi): object {
  return {
    id: api.id,
    name: api.name,
    description: api.description,
    version: api.version,
    createdDate: Math.floor(api.createdAt / 1000) * 1000,
    binaryMediaTypes: api.binaryMediaTypes.length > 0 ? api.binaryMediaTypes : undefined,
    minimumCompressionSize: api.minimumCompressionSize,
    apiKeySource: api.apiKeySource,
    endpointConfiguration: { types: api.endpointTypes, ipAddressType: api.ipAddressType },
    tags: api.tags,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    policy: api.policy,
    rootResourceId: api.rootResourceId,
    apiStatus: "AVAILABLE",
  };
}

function checkName(name: string | undefined): string {
  if (name === undefined || name.trim() === "") throw badRequest("API name cannot be blank");
  if (name.length > 1024) throw badRequest("API name is too long");
  return name;
}

function checkEndpointTypes(types: string[] | undefined): string[] {
  const wanted = types === undefined || types.length === 0 ? ["EDGE"] : types;
  if (wanted.length > 1) throw badRequest("Only one endpoint type can be specified.");
  for (const type of wanted)
    if (!endpointTypes.includes(type)) throw badRequest(`Invalid endpoint type specified: ${type}`);
  if (wanted.includes("PRIVATE")) throw notBuilt("private endpoints");
  return wanted;
}

/** An empty text removes the policy. */
function checkPolicy(policy: string | undefined): string | undefined {
  if (policy === undefined || policy === "") return undefined;
  try {
    readPolicyDocument(policy);
  } catch {
    throw badRequest(
      "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
    );
  }
  return policy;
}

function checkCompression(bytes: number | undefined): number | undefined {
  if (bytes !== undefined && (bytes < 0 || bytes > maxCompressionBytes))
    throw badRequest(`Invalid minimum compression size, must be between 0 and ${maxCompressionBytes} bytes.`);
  return bytes;
}
