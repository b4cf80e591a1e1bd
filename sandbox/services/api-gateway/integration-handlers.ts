import type {
  GetIntegrationRequest,
  PutIntegrationRequest,
  UpdateIntegrationRequest,
} from "@aws-sdk/client-api-gateway";
import type { SandboxAccount } from "../../state/account";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { checkFunctionUri } from "./check-function-uri";
import { describeIntegration } from "./describe-method";
import {
  apiOf,
  badRequest,
  gatewayState,
  type Integration,
  type Method,
  methodOf,
  notBuilt,
  notFound,
} from "./gateway-store";
import { applyPatch, patchedNumber } from "./patch";

const minimumTimeoutMs = 50;
const maxTimeoutMs = 29_000;
const types = ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"];

export const integrationHandlers: Record<string, Handler> = {
  /** Replaces an existing one. */
  PutIntegration(input: Valid<PutIntegrationRequest>, { account }: RequestContext) {
    const method = methodOf(apiOf(account, input.restApiId), input.resourceId, input.httpMethod);
    if (input.connectionType === "VPC_LINK") throw notBuilt("VPC links");
    if (input.responseTransferMode === "STREAM") throw notBuilt("streamed answers");
    const integration: Integration = {
      type: input.type,
      httpMethod: input.integrationHttpMethod,
      uri: input.uri,
      credentials: input.credentials,
      connectionType: input.connectionType,
      requestParameters: input.requestParameters,
      requestTemplates: input.requestTemplates,
      passthroughBehavior: input.passthroughBehavior ?? "WHEN_NO_MATCH",
      contentHandling: input.contentHandling,
      timeoutMilliseconds: input.timeoutInMillis ?? maxTimeoutMs,
      cacheNamespace: input.cacheNamespace ?? input.resourceId,
    };
    checkIntegration(account, integration);
    method.integration = integration;
    gatewayState(account).save();
    return describeIntegration(integration);
  },

  GetIntegration(input: Valid<GetIntegrationRequest>, { account }: RequestContext) {
    const method = methodOf(apiOf(account, input.restApiId), input.resourceId, input.httpMethod);
    return describeIntegration(integrationOf(method));
  },

  UpdateIntegration(input: Valid<UpdateIntegrationRequest>, { account }: RequestContext) {
    const method = methodOf(apiOf(account, input.restApiId), input.resourceId, input.httpMethod);
    const integration = structuredClone(integrationOf(method));
    applyPatch(input.patchOperations, {
      "/uri": (value) => {
        integration.uri = value;
      },
      "/httpMethod": (value) => {
        integration.httpMethod = value;
      },
      "/credentials": (value) => {
        integration.credentials = value === "" ? undefined : value;
      },
      "/passthroughBehavior": (value) => {
        integration.passthroughBehavior = value ?? "WHEN_NO_MATCH";
      },
      "/contentHandling": (value) => {
        integration.contentHandling = value;
      },
      "/timeoutInMillis": (value) => {
        integration.timeoutMilliseconds = patchedNumber(value) ?? maxTimeoutMs;
      },
    });
    checkIntegration(account, integration);
    method.integration = integration;
    gatewayState(account).save();
    return describeIntegration(integration);
  },

  DeleteIntegration(input: Valid<GetIntegrationRequest>, { account }: RequestContext) {
    const method = methodOf(apiOf(account, input.restApiId), input.resourceId, input.httpMethod);
    integrationOf(method);
    delete method.integration;
    gatewayState(account).save();
    return {};
  },
};

function integrationOf(method: Method): Integration {
  if (!method.integration) throw notFound("Invalid Integration identifier specified");
  return method.integration;
}

function checkIntegration(account: SandboxAccount, integration: Integration): void {
  const { type, httpMethod, uri, timeoutMilliseconds } = integration;
  if (!types.includes(type))
    throw badRequest(`Invalid integration type specified. Must be one of: [${types.join(", ")}]`);
  if (
    !Number.isInteger(timeoutMilliseconds) ||
    timeoutMilliseconds < minimumTimeoutMs ||
    timeoutMilliseconds > maxTimeoutMs
  )
    throw badRequest(`Timeout should be between ${minimumTimeoutMs} ms and ${maxTimeoutMs} ms`);
  if (type === "MOCK") return;
  if (httpMethod === undefined || httpMethod === "")
    throw badRequest("Enumeration value for HttpMethod must be non-empty");
  if (uri === undefined) throw badRequest("Uri is required for this type of integration");
  // Lambda's Invoke accepts POST only; AWS detects this at the first request and answers with a 500.
  if (type === "AWS_PROXY") checkFunctionUri(account, uri, "Invalid ARN specified in the request");
}
