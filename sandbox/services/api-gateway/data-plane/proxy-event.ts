import { executeApiArn, type GatewayRequest, requestTime } from "./gateway-request";

/** What the authorizer passes to the integration. */
export interface AuthorizerContext {
  principalId: string;
  integrationLatency: number;
  context: Record<string, string>;
}

/** Headers between the client and API Gateway, or API Gateway's own. */
const droppedHeaders = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-amzn-trace-id",
  "x-forwarded-for",
  "x-forwarded-port",
  "x-forwarded-proto",
]);

/** The event of a Lambda proxy integration (format 1.0), which REQUEST authorizers get too. */
export function writeProxyEvent(request: GatewayRequest, authorizer: AuthorizerContext | undefined): object {
  const { open, match, stage, snapshot } = request;
  const headers = readHeaders(request);
  const query = readQuery(open.rawQuery);
  const isBase64Encoded = isBinaryType(snapshot.binaryMediaTypes, open.headers["content-type"]?.at(-1));
  return {
    resource: match?.resource.path,
    path: request.path,
    httpMethod: open.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(match?.pathParameters ?? {}),
    stageVariables: orNull(stage.variables),
    requestContext: writeRequestContext(request, authorizer),
    body: open.body.length === 0 ? null : open.body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}

/** A TOKEN authorizer receives only this. */
export function writeTokenEvent(request: GatewayRequest, token: string): object {
  return { type: "TOKEN", authorizationToken: token, methodArn: methodArnOf(request) };
}

export function writeRequestEvent(request: GatewayRequest, identities: string[]): object {
  const {
    body: _body,
    isBase64Encoded: _isBase64Encoded,
    ...event
  } = writeProxyEvent(request, undefined) as Record<string, unknown>;
  return {
    type: "REQUEST",
    methodArn: methodArnOf(request),
    identitySource: identities.join(","),
    authorizationToken: identities.join(","),
    ...event,
  };
}

/** Of the request's actual path, not of the resource's. */
export function methodArnOf(request: GatewayRequest): string {
  const { stage, open, rawPath } = request;
  return executeApiArn(request, `${stage.name}/${open.method}${rawPath === "" ? "/" : rawPath}`);
}

function writeRequestContext(request: GatewayRequest, authorizer: AuthorizerContext | undefined): object {
  const { account, api, stage, open, match } = request;
  return {
    resourceId: match?.resource.id,
    ...(authorizer
      ? {
          authorizer: {
            ...authorizer.context,
            principalId: authorizer.principalId,
            integrationLatency: authorizer.integrationLatency,
          },
        }
      : {}),
    resourcePath: match?.resource.path,
    httpMethod: open.method,
    extendedRequestId: request.extendedRequestId,
    requestTime: requestTime(request.startedAt),
    path: `/${stage.name}${request.path}`,
    accountId: account.accountId,
    protocol: "HTTP/1.1",
    stage: stage.name,
    domainPrefix: api.id,
    requestTimeEpoch: request.startedAt,
    requestId: request.requestId,
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
      userAgent: open.headers["user-agent"]?.at(-1) ?? null,
      user: null,
    },
    domainName: request.domainName,
    deploymentId: stage.deploymentId,
    apiId: api.id,
  };
}

/** Names as the client first wrote them; the same name in another case counts as the same. */
function readHeaders(request: GatewayRequest): Record<string, string[]> {
  const { open, domainName, sourceIp, traceId } = request;
  const names = new Map<string, string>();
  const headers: Record<string, string[]> = {};
  for (const [name, value] of open.rawHeaders) {
    const lower = name.toLowerCase();
    if (droppedHeaders.has(lower)) continue;
    const known = names.get(lower) ?? name;
    names.set(lower, known);
    headers[known] = [...(headers[known] ?? []), value];
  }
  const forwarded = [...(open.headers["x-forwarded-for"] ?? []), sourceIp].join(", ");
  return {
    ...headers,
    Host: [domainName],
    "X-Amzn-Trace-Id": [traceId],
    "X-Forwarded-For": [forwarded],
    "X-Forwarded-Port": ["443"],
    "X-Forwarded-Proto": ["https"],
  };
}

export function readQuery(rawQuery: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) query[name] = [...(query[name] ?? []), value];
  return query;
}

/** Whether a body of this type is passed on as base64. */
export function isBinaryType(binaryMediaTypes: readonly string[], contentType: string | undefined): boolean {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return binaryMediaTypes.some((pattern) => {
    const wanted = pattern.toLowerCase();
    if (wanted === "*/*") return true;
    if (wanted.endsWith("/*")) return type.startsWith(wanted.slice(0, -1));
    return wanted === type;
  });
}

function lastOf(values: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));
}

function orNull<Value extends object>(value: Value): Value | null {
  return Object.keys(value).length > 0 ? value : null;
}
