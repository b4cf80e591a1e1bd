import type {
  CreateRouteRequest,
  DeleteRouteRequest,
  GetRouteRequest,
  GetRoutesRequest,
  UpdateRouteRequest,
} from "@aws-sdk/client-apigatewayv2";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { badRequest, conflict, newGatewayId, notBuilt } from "../api-gateway/gateway-store";
import { type HttpApi, type HttpRoute, httpApiOf, httpApiState, pageOfApi, routeOf } from "./http-api-store";

const keyPattern = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/[^\s?#]*)$/;

export const routeHandlers: Record<string, Handler> = {
  CreateRoute(input: Valid<CreateRouteRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    checkKind(input);
    const route: HttpRoute = {
      id: newGatewayId(6),
      key: checkKey(api, input.RouteKey, undefined),
      operationName: input.OperationName,
      integrationId: checkTarget(api, input.Target),
    };
    api.routes[route.id] = route;
    httpApiState(account).save();
    return describe(route);
  },

  GetRoute: (input: Valid<GetRouteRequest>, { account }: RequestContext) =>
    describe(routeOf(httpApiOf(account, input.ApiId), input.RouteId)),

  GetRoutes(input: Valid<GetRoutesRequest>, { account }: RequestContext) {
    const all = Object.values(httpApiOf(account, input.ApiId).routes);
    const { Items, NextToken } = pageOfApi(all, ({ id }) => id, input);
    return { Items: Items.map(describe), NextToken };
  },

  UpdateRoute(input: Valid<UpdateRouteRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    const route = routeOf(api, input.RouteId);
    checkKind(input);
    const changed: Partial<HttpRoute> = {
      key: input.RouteKey === undefined ? route.key : checkKey(api, input.RouteKey, route),
      operationName: input.OperationName ?? route.operationName,
      integrationId: checkTarget(api, input.Target) ?? route.integrationId,
    };
    Object.assign(route, changed);
    httpApiState(account).save();
    return describe(route);
  },

  DeleteRoute(input: Valid<DeleteRouteRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    delete api.routes[routeOf(api, input.RouteId).id];
    httpApiState(account).save();
    return {};
  },
};

function checkKind(input: Partial<CreateRouteRequest>): void {
  const { AuthorizationType = "NONE", ApiKeyRequired = false } = input;
  if (AuthorizationType !== "NONE") throw notBuilt(`HTTP APIs with the authorization ${AuthorizationType}`);
  if (ApiKeyRequired) throw badRequest("API keys aren't supported for HTTP APIs.");
  const other = ["ModelSelectionExpression", "RequestModels", "RequestParameters"] as const;
  for (const name of other)
    if (input[name] !== undefined) throw badRequest(`${name} isn't supported for HTTP APIs.`);
}

function checkKey({ routes }: HttpApi, key: string, self: HttpRoute | undefined): string {
  const [, , path = ""] = keyPattern.exec(key) ?? [];
  const hasVariablesAlone = path
    .split("/")
    .every((part) => !/[{}]/.test(part) || /^\{[\w.:-]+\+?\}$/.test(part));
  const greedyAt = path.indexOf("+}");
  const greedyIsLast = greedyAt < 0 || greedyAt === path.length - 2;
  if (key !== "$default" && (path === "" || !hasVariablesAlone || !greedyIsLast))
    throw badRequest(`The provided route key is not formatted properly for HTTP protocol. ${key}`);
  if (Object.values(routes).some((route) => route !== self && route.key === key))
    throw conflict(`Route with key ${key} already exists for this API`);
  return key;
}

function checkTarget({ integrations }: HttpApi, target: string | undefined): string | undefined {
  if (target === undefined) return undefined;
  const [, id = ""] = /^integrations\/([a-z0-9]+)$/.exec(target) ?? [];
  if (!Object.hasOwn(integrations, id)) throw badRequest(`Invalid integration target: ${target}`);
  return id;
}

function describe({ id, key, operationName, integrationId }: HttpRoute) {
  return {
    ApiKeyRequired: false,
    AuthorizationType: "NONE",
    OperationName: operationName,
    RouteId: id,
    RouteKey: key,
    Target: integrationId === undefined ? undefined : `integrations/${integrationId}`,
  };
}
