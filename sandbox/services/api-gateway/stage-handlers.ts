import type {
  CreateStageRequest,
  GetStageRequest,
  GetStagesRequest,
  UpdateStageRequest,
} from "@aws-sdk/client-api-gateway";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { checkAccessLog } from "./check-access-log";
import { checkTags } from "./check-tags";
import { flushAuthorizers } from "./data-plane/authorizer-cache";
import {
  apiOf,
  badRequest,
  conflict,
  deploymentOf,
  gatewayState,
  limitExceeded,
  notBuilt,
  type RestApi,
  type Stage,
  stageOf,
} from "./gateway-store";
import { applyPatch, patchedBoolean, patchedNumber } from "./patch";
import { methodSettingRules } from "./stage-method-settings";

const maxStages = 10;

export const stageHandlers: Record<string, Handler> = {
  CreateStage(input: Valid<CreateStageRequest>, { account, clock }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    if (input.canarySettings) throw notBuilt("canary releases");
    if (input.cacheClusterEnabled) throw notBuilt("cache of answers");
    deploymentOf(api, input.deploymentId);
    if (api.stages[input.stageName]) throw conflict("Stage already exists");
    const tags = checkTags(input.tags ?? {});
    const stage = putStage(api, clock.now(), {
      name: input.stageName,
      deploymentId: input.deploymentId,
      description: input.description,
      variables: input.variables,
      tracingEnabled: input.tracingEnabled,
    });
    stage.tags = tags;
    gatewayState(account).save();
    return describeStage(stage);
  },

  GetStage: (input: Valid<GetStageRequest>, { account }: RequestContext) =>
    describeStage(stageOf(apiOf(account, input.restApiId), input.stageName)),

  GetStages: (input: Valid<GetStagesRequest>, { account }: RequestContext) => ({
    item: Object.values(apiOf(account, input.restApiId).stages)
      .filter(({ deploymentId }) => (input.deploymentId ?? deploymentId) === deploymentId)
      .map(describeStage),
  }),

  UpdateStage(input: Valid<UpdateStageRequest>, { account, clock }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const stage = structuredClone(stageOf(api, input.stageName));
    applyPatch(input.patchOperations, {
      "/deploymentId": (value) => {
        stage.deploymentId = deploymentOf(api, value ?? "").id;
      },
      "/description": (value) => {
        stage.description = value;
      },
      "/tracingEnabled": (value) => {
        stage.tracingEnabled = patchedBoolean(value);
      },
      "/variables/*": (value, [name = ""]) => {
        if (value === undefined) delete stage.variables[name];
        else stage.variables = checkVariables({ ...stage.variables, [name]: value });
      },
      "/accessLogSettings": (value) => {
        if (value !== undefined) throw badRequest("Access log settings are set one by one.");
        stage.accessLogSettings = undefined;
      },
      "/accessLogSettings/destinationArn": (destinationArn) => {
        stage.accessLogSettings = { ...stage.accessLogSettings, destinationArn };
      },
      "/accessLogSettings/format": (format) => {
        stage.accessLogSettings = { ...stage.accessLogSettings, format };
      },
      "/cacheClusterEnabled": (value) => {
        stage.cacheClusterEnabled = patchedBoolean(value);
      },
      "/canarySettings": (value) => {
        if (value !== undefined) throw badRequest("Canary settings are set one by one.");
        stage.canary = undefined;
      },
      "/canarySettings/deploymentId": (value) => {
        const { percentTraffic = 0 } = stage.canary ?? {};
        stage.canary = { deploymentId: deploymentOf(api, value ?? "").id, percentTraffic };
      },
      "/canarySettings/percentTraffic": (value) => {
        const { deploymentId = stage.deploymentId } = stage.canary ?? {};
        stage.canary = { deploymentId, percentTraffic: patchedNumber(value) ?? 0 };
      },
      ...methodSettingRules(account, stage),
    });
    if (stage.accessLogSettings) checkAccessLog(account, stage.accessLogSettings);
    stage.updatedAt = clock.now();
    api.stages[stage.name] = stage;
    gatewayState(account).save();
    return describeStage(stage);
  },

  DeleteStage(input: Valid<GetStageRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    delete api.stages[stageOf(api, input.stageName).name];
    flushAuthorizers(account, api.id, input.stageName);
    gatewayState(account).save();
    return {};
  },

  FlushStageAuthorizersCache(input: Valid<GetStageRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    flushAuthorizers(account, api.id, stageOf(api, input.stageName).name);
    return {};
  },
};

/** Creates the stage, or moves it to another deployment; absent settings are unchanged. The caller saves. */
export function putStage(
  api: RestApi,
  now: number,
  given: Pick<Stage, "name" | "deploymentId"> & {
    [Key in "description" | "variables" | "tracingEnabled"]: Stage[Key] | undefined;
  },
): Stage {
  const { name, deploymentId } = given;
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name)) throw badRequest("Stage name only allows a-zA-Z0-9_-");
  const variables = given.variables && checkVariables(given.variables);
  const known = api.stages[name];
  if (!known && Object.keys(api.stages).length >= maxStages)
    throw limitExceeded("Maximum number of stages for this API has been reached.");
  const stage: Stage = {
    name,
    deploymentId,
    description: given.description ?? known?.description,
    variables: variables ?? known?.variables ?? {},
    accessLogSettings: known?.accessLogSettings,
    methodSettings: known?.methodSettings ?? {},
    tracingEnabled: given.tracingEnabled ?? known?.tracingEnabled ?? false,
    cacheClusterEnabled: known?.cacheClusterEnabled,
    canary: known?.canary,
    webAclArn: known?.webAclArn,
    tags: known?.tags ?? {},
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  api.stages[name] = stage;
  return stage;
}

function checkVariables(variables: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(variables)) {
    if (!/^[A-Za-z0-9_]+$/.test(name)) throw badRequest(`Stage variable name '${name}' is invalid.`);
    if (!/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value))
      throw badRequest(`Stage variable value of '${name}' has characters that are not allowed.`);
  }
  return variables;
}

function describeStage(stage: Stage): object {
  return {
    deploymentId: stage.deploymentId,
    stageName: stage.name,
    description: stage.description,
    cacheClusterEnabled: stage.cacheClusterEnabled ?? false,
    cacheClusterStatus: stage.cacheClusterEnabled ? "AVAILABLE" : "NOT_AVAILABLE",
    canarySettings: stage.canary,
    webAclArn: stage.webAclArn,
    methodSettings: stage.methodSettings,
    variables: Object.keys(stage.variables).length > 0 ? stage.variables : undefined,
    accessLogSettings: stage.accessLogSettings,
    tracingEnabled: stage.tracingEnabled,
    tags: Object.keys(stage.tags).length > 0 ? stage.tags : undefined,
    createdDate: Math.floor(stage.createdAt / 1000) * 1000,
    lastUpdatedDate: Math.floor(stage.updatedAt / 1000) * 1000,
  };
}
