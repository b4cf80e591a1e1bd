import * as schemas from "@aws-sdk/client-api-gateway";
import type { SandboxService } from "../../wire/service";

/** API Gateway's REST APIs (the first generation): control plane. Deployed stages answer at `execute-api`. */
export const apiGateway: SandboxService = {
  name: "apigateway",
  schemas,
  handlers: {},
};
