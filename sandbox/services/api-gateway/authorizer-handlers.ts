import type {
  CreateAuthorizerRequest,
  GetAuthorizerRequest,
  GetAuthorizersRequest,
  UpdateAuthorizerRequest,
} from "@aws-sdk/client-api-gateway";
import type { SandboxAccount } from "../../state/account";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { checkFunctionUri } from "./check-function-uri";
import {
  type Authorizer,
  apiOf,
  authorizerOf,
  badRequest,
  conflict,
  gatewayState,
  limitExceeded,
  newGatewayId,
  notBuilt,
  type RestApi,
} from "./gateway-store";
import { pageOf } from "./page";
import { applyPatch, patchedNumber } from "./patch";

const maxAuthorizers = 10;
const usualTtlSeconds = 300;
const maxTtlSeconds = 3600;

export const authorizerHandlers: Record<string, Handler> = {
  CreateAuthorizer(input: Valid<CreateAuthorizerRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    if (Object.keys(api.authorizers).length >= maxAuthorizers)
      throw limitExceeded("Maximum number of Authorizers for this API has been reached.");
    const authorizer: Authorizer = {
      id: newGatewayId(6),
      name: input.name,
      type: checkType(input.type),
      authType: input.authType ?? "custom",
      uri: input.authorizerUri ?? "",
      credentials: input.authorizerCredentials,
      identitySource: input.identitySource,
      validationExpression: input.identityValidationExpression,
      ttlSeconds: input.authorizerResultTtlInSeconds ?? usualTtlSeconds,
    };
    save(account, api, authorizer);
    return describeAuthorizer(authorizer);
  },

  GetAuthorizer: (input: Valid<GetAuthorizerRequest>, { account }: RequestContext) =>
    describeAuthorizer(authorizerOf(apiOf(account, input.restApiId), input.authorizerId)),

  GetAuthorizers(input: Valid<GetAuthorizersRequest>, { account }: RequestContext) {
    const page = pageOf(Object.values(apiOf(account, input.restApiId).authorizers), ({ id }) => id, input);
    return { items: page.items.map(describeAuthorizer), position: page.position };
  },

  UpdateAuthorizer(input: Valid<UpdateAuthorizerRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const authorizer = structuredClone(authorizerOf(api, input.authorizerId));
    applyPatch(input.patchOperations, {
      "/name": (value) => {
        authorizer.name = value ?? "";
      },
      "/type": (value) => {
        authorizer.type = checkType(value);
      },
      "/authType": (value) => {
        authorizer.authType = value;
      },
      "/authorizerUri": (value) => {
        authorizer.uri = value ?? "";
      },
      "/authorizerCredentials": (value) => {
        authorizer.credentials = value === "" ? undefined : value;
      },
      "/identitySource": (value) => {
        authorizer.identitySource = value;
      },
      "/identityValidationExpression": (value) => {
        authorizer.validationExpression = value === "" ? undefined : value;
      },
      "/authorizerResultTtlInSeconds": (value) => {
        authorizer.ttlSeconds = patchedNumber(value) ?? usualTtlSeconds;
      },
    });
    save(account, api, authorizer);
    return describeAuthorizer(authorizer);
  },

  DeleteAuthorizer(input: Valid<GetAuthorizerRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const authorizer = authorizerOf(api, input.authorizerId);
    const uses = Object.values(api.resources).flatMap(({ path, methods }) =>
      Object.values(methods)
        .filter(({ authorizerId }) => authorizerId === authorizer.id)
        .map(({ httpMethod }) => `${httpMethod} ${path}`),
    );
    if (uses.length > 0)
      throw conflict(
        `Cannot delete authorizer '${authorizer.name}', is referenced in methods: ${uses.join(", ")}`,
      );
    delete api.authorizers[authorizer.id];
    gatewayState(account).save();
    return {};
  },
};

/** Checks the whole authorizer as it would be, and only then adds it to the API. */
function save(account: SandboxAccount, api: RestApi, authorizer: Authorizer): void {
  const { id, name, type, uri, identitySource, ttlSeconds, validationExpression } = authorizer;
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name)) throw badRequest("Authorizer name is invalid.");
  if (Object.values(api.authorizers).some((other) => other.id !== id && other.name === name))
    throw conflict(`Authorizer name must be unique. Authorizer ${name} already exists in this RestApi.`);
  checkFunctionUri(
    account,
    uri,
    `Invalid Authorizer URI: ${uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
  );
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 0 || ttlSeconds > maxTtlSeconds)
    throw badRequest(`Authorizer result TTL must be between 0 and ${maxTtlSeconds} seconds.`);
  checkIdentitySource(type, identitySource, ttlSeconds);
  if (validationExpression !== undefined) checkExpression(type, validationExpression);
  api.authorizers[id] = authorizer;
  gatewayState(account).save();
}

function checkType(type: string | undefined): Authorizer["type"] {
  if (type === "TOKEN" || type === "REQUEST") return type;
  if (type === "COGNITO_USER_POOLS") throw notBuilt("authorizers of Cognito user pools");
  throw badRequest(`Invalid authorizer type specified: ${type}`);
}

const headerSource = /^method\.request\.header\.[a-zA-Z0-9!#$%&'*+.^_`|~-]+$/;
const requestSource =
  /^(?:method\.request\.(?:header|querystring)\.[^\s,]+|stageVariables\.[^\s,]+|context\.[^\s,]+)$/;

function checkIdentitySource(type: Authorizer["type"], source: string | undefined, ttlSeconds: number): void {
  if (type === "TOKEN") {
    if (source === undefined || !headerSource.test(source))
      throw badRequest("Authorizer identity source must be a request header: method.request.header.<name>.");
    return;
  }
  if (source === undefined || source === "") {
    if (ttlSeconds > 0) throw badRequest("Identity source is required when authorizer caching is enabled.");
    return;
  }
  if (!source.split(",").every((part) => requestSource.test(part.trim())))
    throw badRequest(`Invalid identity source specified: ${source}`);
}

function checkExpression(type: Authorizer["type"], expression: string): void {
  if (type !== "TOKEN")
    throw badRequest("Identity validation expression is supported for TOKEN authorizers only.");
  try {
    new RegExp(expression);
  } catch {
    throw badRequest("Invalid identity validation expression: it is not a regular expression.");
  }
}

function describeAuthorizer(authorizer: Authorizer): object {
  return {
    id: authorizer.id,
    name: authorizer.name,
    type: authorizer.type,
    authType: authorizer.authType,
    authorizerUri: authorizer.uri,
    authorizerCredentials: authorizer.credentials,
    identitySource: authorizer.identitySource,
    identityValidationExpression: authorizer.validationExpression,
    authorizerResultTtlInSeconds: authorizer.ttlSeconds,
  };
}
