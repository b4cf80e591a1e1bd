import type {
  CreateIntegrationRequest,
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  GetIntegrationsRequest,
  UpdateIntegrationRequest,
} from "@aws-sdk/client-apigatewayv2";
import type { SandboxAccount } from "../../state/account";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { functionOfUri } from "../api-gateway/check-function-uri";
import { badRequest, conflict, newGatewayId, notBuilt } from "../api-gateway/gateway-store";
import { checkDescription } from "./api-handlers";
import { type HttpIntegration, httpApiOf, httpApiState, integrationOf, pageOfApi } from "./http-api-store";

const timeouts = { least: 50, most: 30_000 };

export const integrationHandlers: Record<string, Handler> = {
  CreateIntegration(input: Valid<CreateIntegrationRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    checkKind(input);
    if (input.PayloadFormatVersion === undefined)
      throw badRequest("PayloadFormatVersion is a required parameter for integration");
    const integration: HttpIntegration = {
      id: newGatewayId(6),
      description: checkDescription(input.Description),
      uri: checkUri(account, input.IntegrationUri),
      timeoutMilliseconds: checkTimeout(input.TimeoutInMillis ?? timeouts.most),
    };
    api.integrations[integration.id] = integration;
    httpApiState(account).save();
    return describe(integration);
  },

  GetIntegration: (input: Valid<GetIntegrationRequest>, { account }: RequestContext) =>
    describe(integrationOf(httpApiOf(account, input.ApiId), input.IntegrationId)),

  GetIntegrations(input: Valid<GetIntegrationsRequest>, { account }: RequestContext) {
    const all = Object.values(httpApiOf(account, input.ApiId).integrations);
    const { Items, NextToken } = pageOfApi(all, ({ id }) => id, input);
    return { Items: Items.map(describe), NextToken };
  },

  UpdateIntegration(input: Valid<UpdateIntegrationRequest>, { account }: RequestContext) {
    const integration = integrationOf(httpApiOf(account, input.ApiId), input.IntegrationId);
    checkKind(input);
    const changed: Partial<HttpIntegration> = {
      description: checkDescription(input.Description) ?? integration.description,
      uri: input.IntegrationUri === undefined ? integration.uri : checkUri(account, input.IntegrationUri),
      timeoutMilliseconds: checkTimeout(input.TimeoutInMillis ?? integration.timeoutMilliseconds),
    };
    Object.assign(integration, changed);
    httpApiState(account).save();
    return describe(integration);
  },

  DeleteIntegration(input: Valid<DeleteIntegrationRequest>, { account }: RequestContext) {
    const api = httpApiOf(account, input.ApiId);
    const { id } = integrationOf(api, input.IntegrationId);
    const user = Object.values(api.routes).find(({ integrationId }) => integrationId === id);
    if (user)
      throw conflict(`Cannot delete Integration '${id}' because it is associated with Route '${user.id}'.`);
    delete api.integrations[id];
    httpApiState(account).save();
    return {};
  },
};

function checkKind(input: Partial<CreateIntegrationRequest>): void {
  const { IntegrationType, PayloadFormatVersion, IntegrationMethod, ConnectionType } = input;
  if (IntegrationType !== undefined && IntegrationType !== "AWS_PROXY")
    throw notBuilt(`HTTP APIs with an integration of the type ${IntegrationType}`);
  if (input.IntegrationSubtype !== undefined) throw notBuilt("HTTP APIs with AWS service integrations");
  if (PayloadFormatVersion !== undefined && PayloadFormatVersion !== "2.0")
    throw PayloadFormatVersion === "1.0"
      ? notBuilt("HTTP APIs with payload format 1.0")
      : badRequest(`Invalid PayloadFormatVersion: ${PayloadFormatVersion}`);
  if (IntegrationMethod !== undefined && IntegrationMethod !== "POST")
    throw badRequest("IntegrationMethod must be POST for an integration with a function.");
  if (ConnectionType === "VPC_LINK") throw notBuilt("VPC links");
  const other = ["CredentialsArn", "RequestParameters", "ResponseParameters", "TlsConfig"] as const;
  for (const name of other)
    if (input[name] !== undefined) throw notBuilt(`HTTP APIs with ${name} of an integration`);
}

function checkUri({ region }: SandboxAccount, uri: string | undefined): string {
  const arn = uri === undefined ? undefined : (functionOfUri(uri) ?? uri);
  if (arn === undefined || !arn.startsWith(`arn:aws:lambda:${region}:`))
    throw badRequest("IntegrationUri should be a valid Lambda function ARN.");
  return uri ?? "";
}

function checkTimeout(milliseconds: number): number {
  if (milliseconds < timeouts.least || milliseconds > timeouts.most)
    throw badRequest(`TimeoutInMillis must be from ${timeouts.least} to ${timeouts.most}.`);
  return milliseconds;
}

function describe({ id, description, uri, timeoutMilliseconds }: HttpIntegration) {
  return {
    ConnectionType: "INTERNET",
    Description: description,
    IntegrationId: id,
    IntegrationMethod: "POST",
    IntegrationType: "AWS_PROXY",
    IntegrationUri: uri,
    PayloadFormatVersion: "2.0",
    TimeoutInMillis: timeoutMilliseconds,
  };
}
