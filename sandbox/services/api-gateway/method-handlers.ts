import type { DeleteMethodRequest, PutMethodRequest, UpdateMethodRequest } from "@aws-sdk/client-api-gateway";
import type { Handler, RequestContext, Valid } from "../../wire/service";
import { describeMethod } from "./describe-method";
import {
  apiOf,
  badRequest,
  conflict,
  gatewayState,
  type Method,
  methodOf,
  type RestApi,
  resourceOf,
} from "./gateway-store";
import { applyPatch, patchedBoolean } from "./patch";

const httpMethods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
const authorizationTypes = ["NONE", "AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"];

export const methodHandlers: Record<string, Handler> = {
  PutMethod(input: Valid<PutMethodRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const { methods } = resourceOf(api, input.resourceId);
    if (!httpMethods.includes(input.httpMethod))
      throw badRequest(`Invalid HttpMethod specified. Must be one of: [${httpMethods.join(", ")}]`);
    if (methods[input.httpMethod]) throw conflict("Method already exists for this resource");
    const method: Method = {
      httpMethod: input.httpMethod,
      authorizationType: input.authorizationType,
      authorizerId: input.authorizerId,
      apiKeyRequired: input.apiKeyRequired ?? false,
      operationName: input.operationName,
      requestParameters: input.requestParameters,
      requestModels: input.requestModels,
    };
    checkAuthorization(api, method);
    methods[method.httpMethod] = method;
    gatewayState(account).save();
    return describeMethod(method);
  },

  GetMethod: (input: Valid<DeleteMethodRequest>, { account }: RequestContext) =>
    describeMethod(methodOf(apiOf(account, input.restApiId), input.resourceId, input.httpMethod)),

  UpdateMethod(input: Valid<UpdateMethodRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const method = structuredClone(methodOf(api, input.resourceId, input.httpMethod));
    applyPatch(input.patchOperations, {
      "/authorizationType": (value) => {
        method.authorizationType = value ?? "NONE";
      },
      "/authorizerId": (value) => {
        method.authorizerId = value === "" ? undefined : value;
      },
      "/apiKeyRequired": (value) => {
        method.apiKeyRequired = patchedBoolean(value);
      },
      "/operationName": (value) => {
        method.operationName = value;
      },
      "/requestParameters/*": (value, [name = ""]) => {
        const { [name]: _, ...others } = method.requestParameters ?? {};
        method.requestParameters =
          value === undefined ? others : { ...others, [name]: patchedBoolean(value) };
      },
      "/requestModels/*": (value, [name = ""]) => {
        const { [name]: _, ...others } = method.requestModels ?? {};
        method.requestModels = value === undefined ? others : { ...others, [name]: value };
      },
    });
    checkAuthorization(api, method);
    resourceOf(api, input.resourceId).methods[method.httpMethod] = method;
    gatewayState(account).save();
    return describeMethod(method);
  },

  DeleteMethod(input: Valid<DeleteMethodRequest>, { account }: RequestContext) {
    const api = apiOf(account, input.restApiId);
    const method = methodOf(api, input.resourceId, input.httpMethod);
    delete resourceOf(api, input.resourceId).methods[method.httpMethod];
    gatewayState(account).save();
    return {};
  },
};

/** The authorizer is used only with an authorization type that calls it. */
function checkAuthorization(api: RestApi, method: Method): void {
  const { authorizationType, authorizerId } = method;
  if (!authorizationTypes.includes(authorizationType))
    throw badRequest(
      `Invalid authorization type specified. Must be one of: [${authorizationTypes.join(", ")}]`,
    );
  const asks = authorizationType === "CUSTOM" || authorizationType === "COGNITO_USER_POOLS";
  if (!asks) method.authorizerId = undefined;
  else if (authorizerId === undefined || !api.authorizers[authorizerId])
    throw badRequest(
      "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
    );
  else if (authorizationType !== "CUSTOM")
    throw badRequest("The authorizer's type does not fit the authorization type COGNITO_USER_POOLS.");
}
