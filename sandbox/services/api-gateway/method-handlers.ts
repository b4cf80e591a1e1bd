import type {
  CreateAuthorizerRequest,
  DeleteAuthorizerRequest,
  GetAuthorizersRequest,
  GetMethodRequest,
  PutIntegrationRequest,
  PutMethodRequest,
  UpdateAuthorizerRequest,
  UpdateIntegrationRequest,
  UpdateMethodRequest,
} from "@aws-sdk/client-api-gateway";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import {
  type ApiMethod,
  type Authorizer,
  apiOf,
  apiState,
  authorizerOf,
  badRequest,
  conflict,
  methodOf,
  newApiId,
  notFound,
  type RestApi,
  resourceOf,
} from "./api-store";
import { forgetAnswers } from "./authorizer-cache";
import { describeAuthorizer, describeIntegration, describeMethod } from "./describe-api";
import { applyPatches } from "./patch-operations";

const maximumAuthorizers = 10;
const maximumTtlSeconds = 3600;
const httpMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];
const lambdaUri =
  /^arn:aws:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/arn:aws:lambda:.+\/invocations$/;

export const methodHandlers: Record<string, Handler> = {
  PutMethod(input: Valid<PutMethodRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const resource = resourceOf(api, input.resourceId);
    const { httpMethod } = input;
    if (!httpMethods.includes(httpMethod)) throw badRequest("Invalid HTTP method specified.");
    if (resource.methods[httpMethod]) throw conflict("Method already exists for this resource");
    const method: ApiMethod = {
      httpMethod,
      authorizationType: input.authorizationType,
      authorizerId: input.authorizerId,
      apiKeyRequired: input.apiKeyRequired ?? false,
    };
    checkAuthorization(api, method);
    resource.methods[httpMethod] = method;
    apiState(account).save();
    return describeMethod(method);
  },

  GetMethod: (input: Valid<GetMethodRequest>, { account }: RequestContext) =>
    describeMethod(methodOf(apiOf(account, input.restApiId), input.resourceId, input.httpMethod)),

  UpdateMethod(input: Valid<UpdateMethodRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const method = methodOf(api, input.resourceId, input.httpMethod);
    const changed = { ...method };
    applyPatches(input.patchOperations, {
      "/authorizationType": (value) => {
        changed.authorizationType = value ?? "NONE";
      },
      "/authorizerId": (value) => {
        changed.authorizerId = value;
      },
      "/apiKeyRequired": (value) => {
        changed.apiKeyRequired = value === "true";
      },
    });
    checkAuthorization(api, changed);
    Object.assign(method, changed);
    apiState(account).save();
    return describeMethod(method);
  },

  DeleteMethod(input: Valid<GetMethodRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    methodOf(api, input.resourceId, input.httpMethod);
    delete resourceOf(api, input.resourceId).methods[input.httpMethod];
    apiState(account).save();
    return {};
  },

  PutIntegration(input: Valid<PutIntegrationRequest>, { account }: RequestContext) {
    const method = methodOf(apiOf(account, input.restApiId), input.resourceId, input.httpMethod);
    if (input.type !== "AWS_PROXY") throw badRequest("The sandbox runs integrations of type AWS_PROXY only.");
    if (input.integrationHttpMethod !== "POST")
      throw badRequest("Integration HTTP method must be POST for a Lambda function.");
    method.integration = {
      type: input.type,
      httpMethod: input.integrationHttpMethod,
      uri: checkUri(input.uri, "AWS ARN for integration must contain path or action"),
      timeoutMilliseconds: checkTimeout(input.timeoutInMillis ?? 29_000),
    };
    apiState(account).save();
    return describeIntegration(method.integration);
  },

  GetIntegration(input: Valid<GetMethodRequest>, { account }: RequestContext) {
    return describeIntegration(integrationOf(apiOf(account, input.restApiId), input));
  },

  UpdateIntegration(input: Valid<UpdateIntegrationRequest>, { account }: RequestContext) {
    const integration = integrationOf(apiOf(account, input.restApiId), input);
    applyPatches(input.patchOperations, {
      "/uri": (value) => {
        integration.uri = checkUri(value, "AWS ARN for integration must contain path or action");
      },
      "/timeoutInMillis": (value) => {
        integration.timeoutMilliseconds = checkTimeout(Number(value));
      },
    });
    apiState(account).save();
    return describeIntegration(integration);
  },

  DeleteIntegration(input: Valid<GetMethodRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    integrationOf(api, input);
    methodOf(api, input.resourceId, input.httpMethod).integration = undefined;
    apiState(account).save();
    return {};
  },
};

export const authorizerHandlers: Record<string, Handler> = {
  CreateAuthorizer(input: Valid<CreateAuthorizerRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    if (input.type !== "TOKEN") throw badRequest("The sandbox runs authorizers of type TOKEN only.");
    if (Object.values(api.authorizers).some((one) => one.name === input.name))
      throw conflict(
        `Authorizer name must be unique. Authorizer ${input.name} already exists in this RestApi.`,
      );
    if (Object.keys(api.authorizers).length >= maximumAuthorizers)
      throw new ServiceError(
        "LimitExceededException",
        "Maximum number of Authorizers for this API has been reached.",
      );
    const authorizer: Authorizer = {
      id: newApiId(6),
      name: input.name,
      type: input.type,
      authorizerUri: checkUri(
        input.authorizerUri,
        `Invalid Authorizer URI: ${input.authorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
      ),
      identitySource: checkSource(input.identitySource),
      identityValidationExpression: checkExpression(input.identityValidationExpression),
      ttlSeconds: checkTtl(input.authorizerResultTtlInSeconds ?? 300),
    };
    api.authorizers[authorizer.id] = authorizer;
    apiState(account).save();
    return describeAuthorizer(authorizer);
  },

  GetAuthorizer: (input: Valid<DeleteAuthorizerRequest>, { account }: RequestContext) =>
    describeAuthorizer(authorizerOf(apiOf(account, input.restApiId), input.authorizerId)),

  GetAuthorizers(input: Valid<GetAuthorizersRequest>, { account }: RequestContext) {
    const { authorizers } = apiOf(account, input.restApiId);
    const page = paginate(Object.values(authorizers), (authorizer) => authorizer.id, {
      limit: Math.min(input.limit ?? 25, 500),
      token: input.position,
      badToken: "BadRequestException",
    });
    return { items: page.items.map(describeAuthorizer), position: page.nextToken };
  },

  UpdateAuthorizer(input: Valid<UpdateAuthorizerRequest>, { account }: RequestContext) {
    const authorizer = authorizerOf(apiOf(account, input.restApiId), input.authorizerId);
    const changed = { ...authorizer };
    applyPatches(input.patchOperations, {
      "/name": (value) => {
        changed.name = value ?? changed.name;
      },
      "/authorizerUri": (value) => {
        changed.authorizerUri = checkUri(value, `Invalid Authorizer URI: ${value}.`);
      },
      "/identitySource": (value) => {
        changed.identitySource = checkSource(value);
      },
      "/identityValidationExpression": (value) => {
        changed.identityValidationExpression = checkExpression(value);
      },
      "/authorizerResultTtlInSeconds": (value) => {
        changed.ttlSeconds = checkTtl(Number(value));
      },
    });
    Object.assign(authorizer, changed);
    apiState(account).save();
    return describeAuthorizer(authorizer);
  },

  DeleteAuthorizer(input: Valid<DeleteAuthorizerRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const { id } = authorizerOf(api, input.authorizerId);
    const inUse = Object.values(api.resources).some(({ methods }) =>
      Object.values(methods).some((method) => method.authorizerId === id),
    );
    if (inUse) throw conflict(`Cannot delete authorizer '${id}', is referenced in method`);
    delete api.authorizers[id];
    apiState(account).save();
    return {};
  },

  FlushStageAuthorizersCache(input: { restApiId: string; stageName: string }, { account }: RequestContext) {
    apiOf(account, input.restApiId);
    forgetAnswers(account, input.restApiId, input.stageName);
    return {};
  },
};

function integrationOf(api: RestApi, { resourceId, httpMethod }: { resourceId: string; httpMethod: string }) {
  const { integration } = methodOf(api, resourceId, httpMethod);
  if (!integration) throw notFound("No integration defined for method");
  return integration;
}

function checkAuthorization(api: RestApi, { authorizationType, authorizerId }: ApiMethod): void {
  if (!["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"].includes(authorizationType))
    throw badRequest("Invalid authorization type specified.");
  if (authorizationType === "CUSTOM" && (!authorizerId || !api.authorizers[authorizerId]))
    throw badRequest(
      "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
    );
}

function checkUri(uri: string | undefined, message: string): string {
  if (uri === undefined || !lambdaUri.test(uri)) throw badRequest(message);
  return uri;
}

function checkTimeout(milliseconds: number): number {
  if (!Number.isInteger(milliseconds) || milliseconds < 50 || milliseconds > 29_000)
    throw badRequest("Timeout should be between 50 ms and 29000 ms");
  return milliseconds;
}

function checkTtl(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > maximumTtlSeconds)
    throw badRequest("Authorizer result TTL must be between 0 and 3600 seconds");
  return seconds;
}

function checkSource(source: string | undefined): string {
  if (source === undefined || !/^method\.request\.header\.[\w!#$%&'*+.^`|~-]+$/.test(source))
    throw badRequest("Invalid mapping expression specified: identitySource");
  return source;
}

function checkExpression(expression: string | undefined): string | undefined {
  if (expression === undefined || expression === "") return undefined;
  try {
    new RegExp(expression);
  } catch {
    throw badRequest("Invalid identity validation expression specified.");
  }
  return expression;
}
