import type {
  CreateStageRequest,
  DeleteRouteSettingsRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  RouteSettings,
  UpdateStageRequest,
} from "@aws-sdk/client-apigatewayv2";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { checkTags } from "../api-gateway/check-tags";
import { badRequest, conflict, notBuilt, notFound } from "../api-gateway/gateway-store";
import { checkDescription } from "./api-handlers";
import {
  type HttpApi,
  type HttpStage,
  httpApiOf,
  httpApiState,
  httpStageOf,
  pageOfApi,
  type Throttle,
} from "./http-api-store";

export const stageHandlers: Record<string, Handler> = {
  CreateStage(input: Valid<CreateStageRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    if (!/^(\$default|[a-zA-Z0-9_-]{1,128})$/.test(input.StageName))
      throw badRequest("Stage name only allows a-zA-Z0-9-_ and $default");
    if (Object.hasOwn(api.stages, input.StageName)) throw conflict("Stage already exists");
    if (input.AutoDeploy !== true) throw notBuilt("HTTP APIs without automatic deployments");
    checkKind(input);
    const now = account.clock.now();
    const stage: HttpStage = {
      name: input.StageName,
      description: checkDescription(input.Description),
      defaultSettings: checkSettings(input.DefaultRouteSettings ?? {}),
      routeSettings: checkRouteSettings(api, input.RouteSettings ?? {}),
      variables: { ...input.StageVariables },
      tags: checkTags({ ...input.Tags }),
      createdAt: now,
      updatedAt: now,
    };
    api.stages[stage.name] = stage;
    httpApiState(account).save();
    return describe(stage);
  },

  GetStage: (input: Valid<GetStageRequest>, { account }: RequestContext) =>
    describe(httpStageOf(httpApiOf(account, input.ApiId), input.StageName)),

  GetStages(input: Valid<GetStagesRequest>, { account }: RequestContext) {
    const all = Object.values(httpApiOf(account, input.ApiId).stages);
    const { Items, NextToken } = pageOfApi(all, ({ name }) => name, input);
    return { Items: Items.map(describe), NextToken };
  },

  /** Settings that are given replace the earlier ones as a whole. */
  UpdateStage(input: Valid<UpdateStageRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    const stage = httpStageOf(api, input.StageName);
    if (input.AutoDeploy === false) throw notBuilt("HTTP APIs without automatic deployments");
    checkKind(input);
    const changed: Partial<HttpStage> = {
      description: checkDescription(input.Description) ?? stage.description,
      defaultSettings: input.DefaultRouteSettings
        ? checkSettings(input.DefaultRouteSettings)
        : stage.defaultSettings,
      routeSettings: input.RouteSettings ? checkRouteSettings(api, input.RouteSettings) : stage.routeSettings,
      variables: input.StageVariables ?? stage.variables,
      updatedAt: account.clock.now(),
    };
    Object.assign(stage, changed);
    httpApiState(account).save();
    return describe(stage);
  },

  DeleteRouteSettings(input: Valid<DeleteRouteSettingsRequest>, { account }: RequestContext) {
    const { routeSettings } = httpStageOf(httpApiOf(account, input.ApiId), input.StageName);
    if (!Object.hasOwn(routeSettings, input.RouteKey))
      throw notFound(`Unable to find Route by key ${input.RouteKey} within the RouteSettings`);
    delete routeSettings[input.RouteKey];
    httpApiState(account).save();
    return {};
  },

  DeleteStage(input: Valid<DeleteStageRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    delete api.stages[httpStageOf(api, input.StageName).name];
    httpApiState(account).save();
    return {};
  },
};

function checkKind(input: Partial<CreateStageRequest>): void {
  if (input.DeploymentId !== undefined)
    throw badRequest("Deployment ID cannot be set on stages with AutoDeploy enabled.");
  if (input.AccessLogSettings !== undefined) throw notBuilt("HTTP APIs with access logs");
  if (input.ClientCertificateId !== undefined)
    throw badRequest("ClientCertificateId isn't supported for HTTP APIs.");
}

function checkSettings(settings: RouteSettings): Throttle {
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settings;
  if (settings.LoggingLevel !== undefined || settings.DataTraceEnabled !== undefined)
    throw badRequest("Execution logs are not supported on protocolType HTTP");
  if ((burst ?? 0) < 0 || (rate ?? 0) < 0) throw badRequest("Throttling limits can't be negative.");
  if ((burst === undefined) !== (rate === undefined))
    throw badRequest("ThrottlingBurstLimit and ThrottlingRateLimit must be set together.");
  return {
    ThrottlingBurstLimit: burst,
    ThrottlingRateLimit: rate,
    DetailedMetricsEnabled: settings.DetailedMetricsEnabled,
  };
}

function checkRouteSettings(
  { routes }: HttpApi,
  settings: Record<string, RouteSettings>,
): Record<string, Throttle> {
  const keys = new Set(Object.values(routes).map(({ key }) => key));
  const checked = Object.entries(settings).map(([key, one]): [string, Throttle] => {
    if (!keys.has(key))
      throw notFound(`Unable to find Route by key ${key} within the provided RouteSettings`);
    return [key, checkSettings(one)];
  });
  return Object.fromEntries(checked);
}

function describe(stage: HttpStage) {
  return {
    AutoDeploy: true,
    CreatedDate: stage.createdAt,
    DefaultRouteSettings: stage.defaultSettings,
    Description: stage.description,
    LastUpdatedDate: stage.updatedAt,
    RouteSettings: stage.routeSettings,
    StageName: stage.name,
    StageVariables: stage.variables,
    Tags: stage.tags,
  };
}
