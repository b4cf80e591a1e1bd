import { randomUUID } from "node:crypto";
import type { SandboxAccount } from "../../../state/account";
import type { OpenRequest } from "../../../wire/service";
import { requestTime } from "../../api-gateway/data-plane/gateway-request";
import type { HttpApi, HttpStage } from "../http-api-store";
import type { RouteMatch } from "./match-route";

/** The event of a Lambda integration in payload format 2.0. */
export function writeHttpEvent(
  account: SandboxAccount,
  open: OpenRequest,
  { api, stage, path, match }: { api: HttpApi; stage: HttpStage; path: string; match: RouteMatch },
): object {
  const { headers } = open;
  const query = [...new URLSearchParams(open.rawQuery)];
  const now = account.clock.now();
  const isText = isTextType(headers["content-type"]?.at(-1));
  const { cookie: cookies, ...others } = headers;
  return {
    version: "2.0",
    routeKey: match.route.key,
    rawPath: stage.name === "$default" ? path : `/${stage.name}${path}`,
    rawQueryString: open.rawQuery,
    ...(cookies && { cookies: cookies.flatMap((line) => line.split(/;\s*/)) }),
    headers: Object.fromEntries(Object.entries(others).map(([name, values]) => [name, values.join(",")])),
    ...(query.length > 0 && { queryStringParameters: joined(query) }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(Object.keys(stage.variables).length > 0 && { stageVariables: stage.variables }),
    requestContext: {
      accountId: account.accountId,
      apiId: api.id,
      domainName: `${api.id}.execute-api.${account.region}.amazonaws.com`,
      domainPrefix: api.id,
      http: {
        method: open.method,
        path: stage.name === "$default" ? path : `/${stage.name}${path}`,
        protocol: "HTTP/1.1",
        sourceIp: open.sourceIp.replace(/^::ffff:/, ""),
        userAgent: headers["user-agent"]?.at(-1) ?? "",
      },
      requestId: randomUUID(),
      routeKey: match.route.key,
      stage: stage.name,
      time: requestTime(now),
      timeEpoch: now,
    },
    ...(open.body.length > 0 && { body: open.body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: open.body.length > 0 && !isText,
  };
}

function joined(pairs: readonly [string, string][]): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(",")]));
}

function isTextType(type = "text/plain"): boolean {
  return /^(text\/|application\/(json|javascript|xml|.*\+json|.*\+xml|x-www-form-urlencoded))/i.test(type);
}
