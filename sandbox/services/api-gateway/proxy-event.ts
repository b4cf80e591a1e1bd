import type { OpenRequest } from "../../wire/service";

export interface ProxyContext {
  accountId: string;
  apiId: string;
  stage: string;
  deploymentId: string;
  resourceId: string;
  resourcePath: string;
  /** The path without the stage, still encoded. */
  path: string;
  pathParameters: Record<string, string>;
  stageVariables: Record<string, string>;
  requestId: string;
  nowMilliseconds: number;
  domainName: string;
  binary: boolean;
  authorizer: Record<string, unknown> | undefined;
}

/** The event of a proxy integration, in payload format 1.0. */
export function makeProxyEvent(request: OpenRequest, context: ProxyContext): object {
  const query = [...new URLSearchParams(request.rawQuery)];
  const headers = [
    ...request.rawHeaders,
    ["X-Forwarded-For", request.sourceIp],
    ["X-Forwarded-Port", "443"],
    ["X-Forwarded-Proto", "https"],
  ] as [string, string][];
  const { resourcePath, path, stage, requestId } = context;
  const path1 = decodeURIComponentSafely(path);
  return {
    resource: resourcePath,
    path: path1,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: allOf(headers),
    queryStringParameters: query.length > 0 ? lastOf(query) : null,
    multiValueQueryStringParameters: query.length > 0 ? allOf(query) : null,
    pathParameters: orNull(context.pathParameters),
    stageVariables: orNull(context.stageVariables),
    requestContext: {
      resourceId: context.resourceId,
      resourcePath,
      httpMethod: request.method,
      extendedRequestId: `${requestId.replaceAll("-", "").slice(0, 15)}=`,
      requestTime: writeRequestTime(context.nowMilliseconds),
      path: `/${stage}${path1}`,
      accountId: context.accountId,
      protocol: "HTTP/1.1",
      stage,
      domainPrefix: context.apiId,
      requestTimeEpoch: context.nowMilliseconds,
      requestId,
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: request.sourceIp,
        principalOrgId: null,
        accessKey: null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: request.headers["user-agent"]?.at(-1) ?? null,
        user: null,
      },
      domainName: context.domainName,
      deploymentId: context.deploymentId,
      apiId: context.apiId,
      ...(context.authorizer ? { authorizer: context.authorizer } : {}),
    },
    body: request.body.length === 0 ? null : request.body.toString(context.binary ? "base64" : "utf8"),
    isBase64Encoded: context.binary && request.body.length > 0,
  };
}

function lastOf(pairs: readonly [string, string][]): Record<string, string> {
  return Object.fromEntries(pairs);
}

function allOf(pairs: readonly [string, string][]): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [name, value] of pairs) all[name] = [...(all[name] ?? []), value];
  return all;
}

function orNull(values: Record<string, string>): Record<string, string> | null {
  return Object.keys(values).length > 0 ? values : null;
}

/** `09/Apr/2015:12:34:56 +0000` */
function writeRequestTime(milliseconds: number): string {
  const [, day = "", month = "", year = "", time = ""] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(milliseconds).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

export function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
