import { randomBytes } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import { ServiceError } from "../../wire/service";

export interface Integration {
  type: string;
  httpMethod: string;
  uri: string;
  timeoutMilliseconds: number;
}

export interface ApiMethod {
  httpMethod: string;
  authorizationType: string;
  authorizerId?: string;
  apiKeyRequired: boolean;
  integration?: Integration;
}

export interface ApiResource {
  id: string;
  parentId?: string;
  pathPart?: string;
  /** Whole path: "/kore-metadata". */
  path: string;
  methods: Record<string, ApiMethod>;
}

export interface Authorizer {
  id: string;
  name: string;
  type: string;
  authorizerUri: string;
  identitySource: string;
  identityValidationExpression?: string;
  ttlSeconds: number;
}

/** What a deployment froze. */
export interface Snapshot {
  resources: Record<string, ApiResource>;
  authorizers: Record<string, Authorizer>;
  binaryMediaTypes: string[];
}

export interface Deployment {
  id: string;
  description?: string;
  createdAt: number;
  snapshot: Snapshot;
}

export interface Stage {
  name: string;
  deploymentId: string;
  description?: string;
  variables: Record<string, string>;
  tags: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}

export interface RestApi extends Snapshot {
  id: string;
  name: string;
  description?: string;
  version?: string;
  createdAt: number;
  tags: Record<string, string>;
  endpointTypes: string[];
  rootResourceId: string;
  deployments: Record<string, Deployment>;
  stages: Record<string, Stage>;
}

export const maximumApis = 200;
/** The oldest that no stage uses go beyond this. */
export const maximumDeployments = 50;

export function apiState(account: SandboxAccount): StateFile<{ apis: Record<string, RestApi> }> {
  return account.state.service("api-gateway", () => ({ apis: {} }));
}

export function apiOf(account: SandboxAccount, id: string): RestApi {
  const api = apiState(account).data.apis[id];
  if (!api) throw notFound(`Invalid API identifier specified ${account.accountId}:${id}`);
  return api;
}

export function resourceOf(api: RestApi, id: string): ApiResource {
  const resource = api.resources[id];
  if (!resource) throw notFound("Invalid Resource identifier specified");
  return resource;
}

export function methodOf(api: RestApi, resourceId: string, httpMethod: string): ApiMethod {
  const method = resourceOf(api, resourceId).methods[httpMethod];
  if (!method) throw notFound("Invalid Method identifier specified");
  return method;
}

export function authorizerOf(api: RestApi, id: string): Authorizer {
  const authorizer = api.authorizers[id];
  if (!authorizer) throw notFound("Invalid Authorizer identifier specified");
  return authorizer;
}

export function stageOf(api: RestApi, name: string): Stage {
  const stage = api.stages[name];
  if (!stage) throw notFound("Invalid stage identifier specified");
  return stage;
}

export function deploymentOf(api: RestApi, id: string): Deployment {
  const deployment = api.deployments[id];
  if (!deployment) throw notFound("Invalid Deployment identifier specified");
  return deployment;
}

export function notFound(message: string): ServiceError {
  return new ServiceError("NotFoundException", message);
}
export function badRequest(message: string): ServiceError {
  return new ServiceError("BadRequestException", message);
}
export function conflict(message: string): ServiceError {
  return new ServiceError("ConflictException", message);
}

/** Ten lower-case letters and digits for an API, six for what is in it. */
export function newApiId(length: 6 | 10): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}
