import { randomBytes, randomUUID } from "node:crypto";
import type { WireAnswer } from "../../wire/service";

/** API Gateway's own answers: what a caller gets when the integration was not reached, or failed. */
const gatewayAnswers = {
  /** No such API or stage. */
  forbidden: [403, "ForbiddenException", { message: "Forbidden" }],
  /** No such path or method in what was deployed: AWS says it in these misleading words. */
  noRoute: [403, "MissingAuthenticationTokenException", { message: "Missing Authentication Token" }],
  unauthorized: [401, "UnauthorizedException", { message: "Unauthorized" }],
  denied: [403, "AccessDeniedException", { Message: "User is not authorized to access this resource" }],
  explicitlyDenied: [
    403,
    "AccessDeniedException",
    { Message: "User is not authorized to access this resource with an explicit deny" },
  ],
  authorizerFailed: [500, "AuthorizerFailureException", { message: null }],
  authorizerMisconfigured: [500, "AuthorizerConfigurationException", { message: null }],
  tooLong: [413, "RequestTooLongException", { message: "Request Too Long" }],
  /** The function may not be called, or does not exist. */
  misconfigured: [500, "InternalServerErrorException", { message: "Internal server error" }],
  /** The function failed, or its answer has not the form of a proxy integration. */
  badGateway: [502, "InternalServerErrorException", { message: "Internal server error" }],
  timedOut: [504, "InternalServerErrorException", { message: "Endpoint request timed out" }],
} as const satisfies Record<string, readonly [number, string, object]>;

export type GatewayAnswer = keyof typeof gatewayAnswers;

export function gatewayAnswer(kind: GatewayAnswer, requestId: string): WireAnswer {
  const [status, errorType, body] = gatewayAnswers[kind];
  return {
    status,
    headers: {
      "content-type": "application/json",
      "x-amzn-errortype": errorType,
      ...requestHeaders(requestId),
    },
    body: JSON.stringify(body),
  };
}

export function requestHeaders(requestId: string): Record<string, string> {
  return { "x-amzn-requestid": requestId, "x-amz-apigw-id": randomBytes(11).toString("base64") };
}

export function newRequestId(): string {
  return randomUUID();
}
