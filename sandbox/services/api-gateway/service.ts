import * as schemas from "@aws-sdk/client-api-gateway";
import type { SandboxService } from "../../wire/service";
import { readServiceModel, type ServiceModel } from "../../wire/service-model";
import { accountHandlers } from "./account-handlers";
import { apiHandlers } from "./api-handlers";
import { authorizerHandlers } from "./authorizer-handlers";
import { deploymentHandlers } from "./deployment-handlers";
import { integrationHandlers } from "./integration-handlers";
import { methodHandlers } from "./method-handlers";
import { neededPermissions } from "./needed-permissions";
import { withRates } from "./request-rates";
import { resourceHandlers } from "./resource-handlers";
import { stageHandlers } from "./stage-handlers";
import { tagHandlers } from "./tag-handlers";

let model: ServiceModel | undefined;

/** API Gateway's REST APIs (the first generation): control plane. Deployed stages answer at `execute-api`. */
export const apiGateway: SandboxService = {
  name: "apigateway",
  schemas,
  handlers: withRates({
    ...apiHandlers,
    ...resourceHandlers,
    ...authorizerHandlers,
    ...methodHandlers,
    ...integrationHandlers,
    ...deploymentHandlers,
    ...stageHandlers,
    ...tagHandlers,
    ...accountHandlers,
  }),
  permissions: neededPermissions(() => {
    model ??= readServiceModel(apiGateway);
    return model;
  }),
};
