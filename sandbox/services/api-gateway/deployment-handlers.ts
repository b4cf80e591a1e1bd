import type {
  CreateDeploymentRequest,
  DeleteDeploymentRequest,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  UpdateDeploymentRequest,
} from "@aws-sdk/client-api-gateway";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import {
  apiOf,
  badRequest,
  type Deployment,
  deploymentOf,
  gatewayState,
  newGatewayId,
  notBuilt,
  type RestApi,
  type Snapshot,
} from "./gateway-store";
import { pageOf } from "./page";
import { applyPatch } from "./patch";
import { putStage } from "./stage-handlers";

export const deploymentHandlers: Record<string, Handler> = {
  CreateDeployment(input: Valid<CreateDeploymentRequest>, { account, clock }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    if (input.canarySettings) throw notBuilt("canary releases");
    if (input.cacheClusterEnabled) throw notBuilt("cache of answers");
    const methods = Object.values(api.resources).flatMap((resource) => Object.values(resource.methods));
    if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
    if (methods.some(({ integration }) => !integration))
      throw badRequest("No integration defined for method");
    const deployment: Deployment = {
      id: newGatewayId(6),
      description: input.description,
      createdAt: clock.now(),
      snapshot: takeSnapshot(api),
    };
    if (input.stageName !== undefined)
      putStage(api, clock.now(), {
        name: input.stageName,
        deploymentId: deployment.id,
        description: input.stageDescription,
        variables: input.variables,
        tracingEnabled: input.tracingEnabled,
      });
    api.deployments[deployment.id] = deployment;
    gatewayState(account).save();
    return describeDeployment(deployment, false);
  },

  GetDeployment(input: Valid<GetDeploymentRequest>, { account }: RequestContext) {
    const deployment = deploymentOf(apiOf(account, input.restApiId), input.deploymentId);
    const unknown = input.embed?.find((one) => one !== "apisummary");
    if (unknown !== undefined) throw badRequest(`Invalid embed parameter: ${unknown}`);
    return describeDeployment(deployment, (input.embed ?? []).length > 0);
  },

  GetDeployments(input: Valid<GetDeploymentsRequest>, { account }: RequestContext) {
    const page = pageOf(Object.values(apiOf(account, input.restApiId).deployments), ({ id }) => id, input);
    return { items: page.items.map((one) => describeDeployment(one, false)), position: page.position };
  },

  UpdateDeployment(input: Valid<UpdateDeploymentRequest>, { account }: RequestContext) {
    const deployment = deploymentOf(apiOf(account, input.restApiId), input.deploymentId);
    applyPatch(input.patchOperations, {
      "/description": (value) => {
        deployment.description = value;
      },
    });
    gatewayState(account).save();
    return describeDeployment(deployment, false);
  },

  DeleteDeployment(input: Valid<DeleteDeploymentRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const { id } = deploymentOf(api, input.deploymentId);
    if (Object.values(api.stages).some(({ deploymentId }) => deploymentId === id))
      throw badRequest("Active stages pointing to this deployment must be moved or deleted");
    delete api.deployments[id];
    gatewayState(account).save();
    return {};
  },
};

function takeSnapshot({ binaryMediaTypes, policy, resources, authorizers }: RestApi): Snapshot {
  return structuredClone({ binaryMediaTypes, policy, resources, authorizers });
}

function describeDeployment({ id, description, createdAt, snapshot }: Deployment, isWhole: boolean): object {
  const createdDate = Math.floor(createdAt / 1000) * 1000;
  if (!isWhole) return { id, description, createdDate };
  const withMethods = Object.values(snapshot.resources).filter(
    ({ methods }) => Object.keys(methods).length > 0,
  );
  const apiSummary = Object.fromEntries(withMethods.map(({ path, methods }) => [path, methods]));
  return { id, description, createdDate, apiSummary };
}
