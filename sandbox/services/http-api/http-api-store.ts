import type { Cors } from "@aws-sdk/client-apigatewayv2";
import type { SandboxAccount } from "../../state/account";
import { paginate } from "../../state/paginate";
import type { StateFile } from "../../state/state-file";
import { badRequest, notFound } from "../api-gateway/gateway-store";

export interface HttpIntegration {
  id: string;
  description?: string | undefined;
  /** The function's ARN, or its ARN in a URI of API Gateway's. */
  uri: string;
  timeoutMilliseconds: number;
}

export interface HttpRoute {
  id: string;
  /** "GET /path", "ANY /path/{proxy+}" or "$default". */
  key: string;
  operationName?: string | undefined;
  /** The integration's ID. */
  integrationId?: string | undefined;
}

export interface Throttle {
  ThrottlingBurstLimit?: number | undefined;
  ThrottlingRateLimit?: number | undefined;
  DetailedMetricsEnabled?: boolean | undefined;
}

export interface HttpStage {
  name: string;
  description?: string | undefined;
  defaultSettings: Throttle;
  /** By route key. */
  routeSettings: Record<string, Throttle>;
  variables: Record<string, string>;
  tags: Record<string, string>;
  createdAt: number;
  updatedAt: number;
}

export interface HttpApi {
  id: string;
  name: string;
  description?: string | undefined;
  version?: string | undefined;
  cors?: Cors | undefined;
  disableEndpoint: boolean;
  createdAt: number;
  tags: Record<string, string>;
  integrations: Record<string, HttpIntegration>;
  routes: Record<string, HttpRoute>;
  stages: Record<string, HttpStage>;
}

export interface HttpApiState {
  apis: Record<string, HttpApi>;
}

export function httpApiState(account: SandboxAccount): StateFile<HttpApiState> {
  return account.state.service("http-api", () => ({ apis: {} }));
}

export function httpApiOf(account: SandboxAccount, id: string): HttpApi {
  const { apis } = httpApiState(account).data;
  const api = Object.hasOwn(apis, id) ? apis[id] : undefined;
  if (!api) throw notFound(`Invalid API identifier specified ${account.accountId}:${id}`);
  return api;
}

export function integrationOf({ integrations }: HttpApi, id: string): HttpIntegration {
  const integration = Object.hasOwn(integrations, id) ? integrations[id] : undefined;
  if (!integration) throw notFound("Invalid Integration identifier specified");
  return integration;
}

export function routeOf({ routes }: HttpApi, id: string): HttpRoute {
  const route = Object.hasOwn(routes, id) ? routes[id] : undefined;
  if (!route) throw notFound("Invalid Route identifier specified");
  return route;
}

export function httpStageOf({ stages }: HttpApi, name: string): HttpStage {
  const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (!stage) throw notFound("Invalid stage identifier specified");
  return stage;
}

/** MaxResults is a text in this API. */
export function pageOfApi<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  { MaxResults, NextToken }: { MaxResults?: string | undefined; NextToken?: string | undefined },
): { Items: Item[]; NextToken: string | undefined } {
  const limit = MaxResults === undefined ? 500 : Number(MaxResults);
  if (!Number.isInteger(limit) || limit < 1) throw badRequest("MaxResults must be a positive number.");
  const page = paginate(all, keyOf, { limit, token: NextToken, badToken: "BadRequestException" });
  return { Items: page.items, NextToken: page.nextToken };
}
