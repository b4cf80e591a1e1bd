import { randomBytes } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";
import { ServiceError } from "../../wire/service";

export interface Integration {
  type: string;
  httpMethod?: string | undefined;
  uri?: string | undefined;
  credentials?: string | undefined;
  connectionType?: string | undefined;
  requestParameters?: Record<string, string> | undefined;
  requestTemplates?: Record<string, string> | undefined;
  passthroughBehavior: string;
  contentHandling?: string | undefined;
  timeoutMilliseconds: number;
  cacheNamespace: string;
}

export interface Method {
  httpMethod: string;
  authorizationType: string;
  authorizerId?: string | undefined;
  apiKeyRequired: boolean;
  operationName?: string | undefined;
  requestParameters?: Record<string, boolean> | undefined;
  requestModels?: Record<string, string> | undefined;
  integration?: Integration;
}

export interface Resource {
  id: string;
  /** Absent only for the root. */
  parentId?: string | undefined;
  pathPart?: string;
  path: string;
  methods: Record<string, Method>;
}

export interface Authorizer {
  id: string;
  name: string;
  type: "TOKEN" | "REQUEST";
  authType?: string | undefined;
  uri: string;
  credentials?: string | undefined;
  identitySource?: string | undefined;
  validationExpression?: string | undefined;
  ttlSeconds: number;
}

/** What a stage serves: the API as it was when it was deployed. */
export interface Snapshot {
  binaryMediaTypes: string[];
  policy?: string | undefined;
  resources: Record<string, Resource>;
  authorizers: Record<string, Authorizer>;
}

export interface Deployment {
  id: string;
  description?: string | undefined;
  createdAt: number;
  snapshot: Snapshot;
}

export interface MethodSettings {
  loggingLevel?: string;
  dataTraceEnabled?: boolean;
  metricsEnabled?: boolean;
  throttlingBurstLimit?: number | undefined;
  throttlingRateLimit?: number | undefined;
}

export interface Stage {
  name: string;
  deploymentId: string;
  description?: string | undefined;
  variables: Record<string, string>;
  accessLogSettings?: { destinationArn?: string | undefined; format?: string | undefined } | undefined;
  methodSettings: Record<string, MethodSettings>;
  tracingEnabled: boolean;
  /** These three are stored and returned; the sandbox serves the stage's own deployment, without cache or ACL. */
  cacheClusterEnabled?: boolean | undefined;
  canary?: { deploymentId: string; percentTraffic: number } | undefined;
  webAclArn?: string | undefined;
  tags: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}

export interface RestApi {
  id: string;
  name: string;
  description?: string | undefined;
  version?: string | undefined;
  createdAt: number;
  binaryMediaTypes: string[];
  minimumCompressionSize?: number | undefined;
  apiKeySource: string;
  endpointTypes: string[];
  ipAddressType: string;
  disableExecuteApiEndpoint: boolean;
  /** In effect for callers from the next deployment on. */
  policy?: string | undefined;
  tags: Record<string, string>;
  rootResourceId: string;
  resources: Record<string, Resource>;
  authorizers: Record<string, Authorizer>;
  deployments: Record<string, Deployment>;
  stages: Record<string, Stage>;
}

export interface GatewayState {
  apis: Record<string, RestApi>;
  /** The account's role for all logs of all APIs. */
  cloudwatchRoleArn?: string | undefined;
  /** Whether AWS's request rates apply; off unless a test turns them on. */
  ratesOn: boolean;
}

export function gatewayState(account: SandboxAccount): StateFile<GatewayState> {
  return account.state.service("api-gateway", () => ({ apis: {}, ratesOn: false }));
}

export function apiOf(account: SandboxAccount, id: string): RestApi {
  const api = gatewayState(account).data.apis[id];
  if (!api) throw notFound(`Invalid API identifier specified ${account.accountId}:${id}`);
  return api;
}

export function resourceOf(api: RestApi, id: string): Resource {
  const resource = api.resources[id];
  if (!resource) throw notFound("Invalid Resource identifier specified");
  return resource;
}

export function methodOf(api: RestApi, resourceId: string, httpMethod: string): Method {
  const method = resourceOf(api, resourceId).methods[httpMethod];
  if (!method) throw notFound("Invalid Method identifier specified");
  return method;
}

export function authorizerOf(api: RestApi, id: string): Authorizer {
  const authorizer = api.authorizers[id];
  if (!authorizer) throw notFound("Invalid Authorizer identifier specified");
  return authorizer;
}

export function deploymentOf(api: RestApi, id: string): Deployment {
  const deployment = api.deployments[id];
  if (!deployment) throw notFound("Invalid Deployment identifier specified");
  return deployment;
}

export function stageOf(api: RestApi, name: string): Stage {
  const stage = api.stages[name];
  if (!stage) throw notFound("Invalid stage identifier specified");
  return stage;
}

/** Ids are lower-case letters and digits: ten for an API and its root, six for what is in it. */
export function newGatewayId(length: 6 | 10): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

export const notFound = (message: string) => new ServiceError("NotFoundException", message);
export const badRequest = (message: string) => new ServiceError("BadRequestException", message);
export const conflict = (message: string) => new ServiceError("ConflictException", message);
export const limitExceeded = (message: string) => new ServiceError("LimitExceededException", message);

/** For settings that this sandbox would accept without acting on them: it refuses them instead. */
export const notBuilt = (what: string) =>
  new ServiceError("SandboxNotImplementedException", `The sandbox's API Gateway has no ${what}.`, {}, 501);
