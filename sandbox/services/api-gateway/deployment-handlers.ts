import type {
  CreateDeploymentRequest,
  CreateStageRequest,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  GetStageRequest,
  GetStagesRequest,
  UpdateStageRequest,
} from "@aws-sdk/client-api-gateway";
import { paginate } from "../../state/paginate";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import {
  apiOf,
  apiState,
  badRequest,
  conflict,
  type Deployment,
  deploymentOf,
  maximumDeployments,
  newApiId,
  type RestApi,
  type Stage,
  stageOf,
} from "./api-store";
import { describeDeployment, describeStage } from "./describe-api";
import { applyPatches } from "./patch-operations";

export const deploymentHandlers: Record<string, Handler> = {
  CreateDeployment(input: Valid<CreateDeploymentRequest>, { account, clock }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const methods = Object.values(api.resources).flatMap((resource) => Object.values(resource.methods));
    if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
    if (methods.some((method) => !method.integration)) throw badRequest("No integration defined for method");
    if (input.stageName !== undefined) checkStageName(input.stageName);
    const { resources, authorizers, binaryMediaTypes } = api;
    const deployment: Deployment = {
      id: newApiId(6),
      description: input.description,
      createdAt: clock.now(),
      snapshot: structuredClone({ resources, authorizers, binaryMediaTypes }),
    };
    api.deployments[deployment.id] = deployment;
    if (input.stageName !== undefined) {
      const known = api.stages[input.stageName];
      if (known) Object.assign(known, { deploymentId: deployment.id, updatedAt: clock.now() });
      else
        api.stages[input.stageName] = newStage(input.stageName, deployment.id, clock.now(), {
          description: input.stageDescription,
          variables: input.variables,
        });
    }
    removeOldDeployments(api);
    apiState(account).save();
    return describeDeployment(deployment, false);
  },

  GetDeployment(input: Valid<GetDeploymentRequest>, { account }: RequestContext) {
    const deployment = deploymentOf(apiOf(account, input.restApiId), input.deploymentId);
    return describeDeployment(deployment, input.embed?.includes("apisummary") === true);
  },

  GetDeployments(input: Valid<GetDeploymentsRequest>, { account }: RequestContext) {
    const page = paginate(Object.values(apiOf(account, input.restApiId).deployments), ({ id }) => id, {
      limit: Math.min(input.limit ?? 25, 500),
      token: input.position,
      badToken: "BadRequestException",
    });
    return { items: page.items.map((one) => describeDeployment(one, false)), position: page.nextToken };
  },

  DeleteDeployment(input: Valid<GetDeploymentRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const { id } = deploymentOf(api, input.deploymentId);
    if (Object.values(api.stages).some((stage) => stage.deploymentId === id))
      throw badRequest("Active stages pointing to this deployment must be moved or deleted");
    delete api.deployments[id];
    apiState(account).save();
    return {};
  },

  CreateStage(input: Valid<CreateStageRequest>, { account, clock }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    checkStageName(input.stageName);
    if (api.stages[input.stageName]) throw conflict("Stage already exists");
    const { id } = deploymentOf(api, input.deploymentId);
    const stage = newStage(input.stageName, id, clock.now(), input);
    api.stages[stage.name] = stage;
    apiState(account).save();
    return describeStage(stage);
  },

  GetStage: (input: Valid<GetStageRequest>, { account }: RequestContext) =>
    describeStage(stageOf(apiOf(account, input.restApiId), input.stageName)),

  GetStages: (input: Valid<GetStagesRequest>, { account }: RequestContext) => ({
    item: Object.values(apiOf(account, input.restApiId).stages)
      .filter((stage) => input.deploymentId === undefined || stage.deploymentId === input.deploymentId)
      .map(describeStage),
  }),

  UpdateStage(input: Valid<UpdateStageRequest>, { account, clock }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const stage = stageOf(api, input.stageName);
    applyPatches(input.patchOperations, {
      "/deploymentId": (value) => {
        stage.deploymentId = deploymentOf(api, value ?? "").id;
      },
      "/description": (value) => {
        stage.description = value;
      },
    });
    stage.updatedAt = clock.now();
    apiState(account).save();
    return describeStage(stage);
  },

  DeleteStage(input: Valid<GetStageRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    delete api.stages[stageOf(api, input.stageName).name];
    apiState(account).save();
    return {};
  },
};

function newStage(
  name: string,
  deploymentId: string,
  now: number,
  { description, variables, tags }: Pick<CreateStageRequest, "description" | "variables" | "tags">,
): Stage {
  return {
    name,
    deploymentId,
    description,
    variables: variables ?? {},
    tags: tags ?? {},
    createdAt: now,
    updatedAt: now,
  };
}

function checkStageName(name: string): void {
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name)) throw badRequest("Stage name only allows a-zA-Z0-9_");
}

function removeOldDeployments(api: RestApi): void {
  const used = new Set(Object.values(api.stages).map((stage) => stage.deploymentId));
  const spare = Object.values(api.deployments)
    .filter(({ id }) => !used.has(id))
    .sort((one, other) => one.createdAt - other.createdAt);
  const excess = Object.keys(api.deployments).length - maximumDeployments;
  for (const { id } of spare.slice(0, Math.max(0, excess))) delete api.deployments[id];
}
