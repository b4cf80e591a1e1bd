import { createHash } from "node:crypto";
import type { WireAnswer } from "../../../wire/service";
import { putLogLine } from "../../logs/log-store";
import { logGroupOf } from "../check-access-log";
import type { GatewayFailure } from "./gateway-answer";
import { type GatewayRequest, requestTime } from "./gateway-request";
import type { AuthorizerContext } from "./proxy-event";

/** How a request was processed, besides its answer. */
export interface Course {
  authorizer?: AuthorizerContext | undefined;
  failure?: GatewayFailure;
  integrationStatus?: number;
  integrationLatency?: number;
  integrationError?: string;
}

/** One line in the stage's access log, if it has one. Without its log group, the line is lost. */
export function writeAccessLog(request: GatewayRequest, answer: WireAnswer, course: Course): void {
  const { account, stage } = request;
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  const group = destinationArn === undefined ? undefined : logGroupOf(account, destinationArn);
  if (group === undefined || format === undefined) return;
  const stream = createHash("md5").update(`${request.api.id}/${stage.name}`).digest("hex");
  putLogLine(account, { group, stream, message: fillFormat(format, contextOf(request, answer, course)) });
}

/** Variables without a value are written as a dash. */
export function fillFormat(format: string, values: Record<string, string | number | undefined>): string {
  return format
    .trim()
    .replace(/\$context\.([a-zA-Z0-9_.]*[a-zA-Z0-9_])/g, (_, name: string) => String(values[name] ?? "-"));
}

function contextOf(
  request: GatewayRequest,
  answer: WireAnswer,
  { authorizer, failure, integrationStatus, integrationLatency, integrationError }: Course,
): Record<string, string | number | undefined> {
  const { account, api, stage, open, match } = request;
  const ofAuthorizer = Object.entries(authorizer?.context ?? {}).map(([name, value]): [string, string] => [
    `authorizer.${name}`,
    value,
  ]);
  const message = failure?.message ?? undefined;
  return {
    ...Object.fromEntries(ofAuthorizer),
    accountId: account.accountId,
    apiId: api.id,
    "authorizer.integrationLatency": authorizer?.integrationLatency,
    "authorizer.principalId": authorizer?.principalId,
    domainName: request.domainName,
    domainPrefix: api.id,
    "error.message": message,
    "error.messageString": message && JSON.stringify(message),
    "error.responseType": failure?.responseType,
    extendedRequestId: request.extendedRequestId,
    httpMethod: open.method,
    "identity.sourceIp": request.sourceIp,
    "identity.userAgent": open.headers["user-agent"]?.at(-1),
    "integration.error": integrationError,
    "integration.integrationStatus": integrationStatus,
    "integration.latency": integrationLatency,
    "integration.status": integrationStatus,
    integrationErrorMessage: integrationError,
    integrationLatency,
    integrationStatus,
    path: `/${stage.name}${request.path}`,
    protocol: "HTTP/1.1",
    requestId: request.requestId,
    requestTime: requestTime(request.startedAt),
    requestTimeEpoch: request.startedAt,
    resourceId: match?.resource.id,
    resourcePath: match?.resource.path,
    responseLatency: Math.max(0, account.clock.now() - request.startedAt),
    responseLength: Buffer.byteLength(answer.body),
    stage: stage.name,
    status: answer.status,
    xrayTraceId: undefined,
  };
}
