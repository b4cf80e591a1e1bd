import type { WireAnswer } from "../../../wire/service";

/** An answer that API Gateway gives on its own. */
export interface GatewayFailure {
  status: number;
  /** `x-amzn-errortype`. */
  errorType: string;
  /** The gateway response's type, as access logs name it. */
  responseType: string;
  message: string | null;
  /** An authorizer's refusals have a capital letter in the member's name. */
  member?: "Message";
}

const internal = { errorType: "InternalServerErrorException", message: "Internal server error" };

export const failures = {
  forbidden: {
    status: 403,
    errorType: "ForbiddenException",
    responseType: "DEFAULT_4XX",
    message: "Forbidden",
  },
  /** No such resource or method: AWS doesn't reveal that there is none. */
  missingToken: {
    status: 403,
    errorType: "MissingAuthenticationTokenException",
    responseType: "MISSING_AUTHENTICATION_TOKEN",
    message: "Missing Authentication Token",
  },
  apiKey: {
    status: 403,
    errorType: "ForbiddenException",
    responseType: "INVALID_API_KEY",
    message: "Forbidden",
  },
  unauthorized: {
    status: 401,
    errorType: "UnauthorizedException",
    responseType: "UNAUTHORIZED",
    message: "Unauthorized",
  },
  denied: {
    status: 403,
    errorType: "AccessDeniedException",
    responseType: "ACCESS_DENIED",
    message: "User is not authorized to access this resource with an explicit deny",
    member: "Message",
  },
  notAllowed: {
    status: 403,
    errorType: "AccessDeniedException",
    responseType: "ACCESS_DENIED",
    message: "User is not authorized to access this resource",
    member: "Message",
  },
  authorizerFailure: {
    status: 500,
    errorType: "AuthorizerFailureException",
    responseType: "AUTHORIZER_FAILURE",
    message: null,
  },
  authorizerConfiguration: {
    status: 500,
    errorType: "AuthorizerConfigurationException",
    responseType: "AUTHORIZER_CONFIGURATION_ERROR",
    message: null,
  },
  apiConfiguration: { status: 500, responseType: "API_CONFIGURATION_ERROR", ...internal },
  integrationFailure: { status: 502, responseType: "DEFAULT_5XX", ...internal },
  integrationTimeout: {
    status: 504,
    errorType: "InternalServerErrorException",
    responseType: "INTEGRATION_TIMEOUT",
    message: "Endpoint request timed out",
  },
  tooLarge: {
    status: 413,
    errorType: "RequestTooLargeException",
    responseType: "REQUEST_TOO_LARGE",
    message: "Request Too Long",
  },
  throttled: {
    status: 429,
    errorType: "TooManyRequestsException",
    responseType: "THROTTLED",
    message: "Too Many Requests",
  },
  notBuilt: {
    status: 501,
    errorType: "SandboxNotImplementedException",
    responseType: "DEFAULT_5XX",
    message: "The sandbox runs AWS_PROXY integrations with Lambda only.",
  },
} as const satisfies Record<string, GatewayFailure>;

export function writeFailure({ status, errorType, message, member = undefined }: GatewayFailure): WireAnswer {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-errortype": errorType },
    body: JSON.stringify({ [member ?? "message"]: message }),
  };
}
