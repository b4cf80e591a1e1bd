import type { IncomingHttpHeaders } from "node:http";
import * as apiGateway from "@aws-sdk/client-api-gateway";
import * as apiGatewayV2 from "@aws-sdk/client-apigatewayv2";
import * as chimeVoice from "@aws-sdk/client-chime-sdk-voice";
import * as connect from "@aws-sdk/client-connect";
import * as lambda from "@aws-sdk/client-lambda";

/** How a service writes its requests and its errors. */
export type WireProtocol = "rest-json" | "json" | "query";

export interface AwsCallName {
  /** As the signature's scope says it: "chime", "apigateway"; "" for a request that is not signed (an API's own). */
  service: string;
  /** "CreateVoiceConnector"; for a request that is not signed, its path. */
  operation: string;
  /** What tells two calls of one operation apart: the name of the role, the function, the table, the log group. */
  hint: string;
  protocol: WireProtocol;
}

interface Service {
  protocol: WireProtocol;
  routes: Route[];
}
interface Route {
  operation: string;
  method: string;
  path: RegExp;
  query: [name: string, value: string | undefined][];
  literals: number;
}

/** How the SDK marks an operation among its schemas. */
const operationSchema = 9;

/** By the signature's scope. The routes come from the SDK's own schemas. */
const services = new Map<string, Service>([
  // Both versions sign with one name; their paths differ.
  ["apigateway", restService(apiGateway, apiGatewayV2)],
  ["chime", restService(chimeVoice)],
  ["connect", restService(connect)],
  ["lambda", restService(lambda)],
  ["cloudcontrolapi", { protocol: "json", routes: [] }],
  ["dynamodb", { protocol: "json", routes: [] }],
  ["iam", { protocol: "query", routes: [] }],
  ["kms", { protocol: "json", routes: [] }],
  ["logs", { protocol: "json", routes: [] }],
  ["servicequotas", { protocol: "json", routes: [] }],
  ["sts", { protocol: "query", routes: [] }],
]);

/** Which operation of which service a request on the wire is. */
export function nameAwsCall(
  request: { method?: string | undefined; url?: string | undefined; headers: IncomingHttpHeaders },
  body: Buffer,
): AwsCallName {
  const scope =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const service = services.get(scope);
  if (service === undefined) return { service: scope, operation: path, hint: "", protocol: "rest-json" };
  const { protocol } = service;
  const text = body.toString("utf8");
  const named = { service: scope, hint: hintOf(scope, path, text), protocol };
  switch (protocol) {
    case "json": {
      const target = request.headers["x-amz-target"];
      return { ...named, operation: (Array.isArray(target) ? "" : (target ?? "")).split(".")[1] ?? "?" };
    }
    case "query":
      return { ...named, operation: new URLSearchParams(text).get("Action") ?? "?" };
    case "rest-json":
      return { ...named, operation: findRoute(service.routes, request.method ?? "GET", path, query) };
  }
}

/** Calls that may change something. Asking for another identity is none. */
export function changesSomething({ service, operation }: { service: string; operation: string }): boolean {
  return (
    service !== "" && service !== "sts" && !/^(Get|List|Describe|Search|Head|Query|Simulate)/.test(operation)
  );
}

function hintOf(service: string, path: string, body: string): string {
  const inBody = (pattern: RegExp) => pattern.exec(body)?.[1];
  switch (service) {
    case "iam":
      return new URLSearchParams(body).get("RoleName") ?? "";
    case "lambda": {
      const inPath = /\/functions\/([^/?]+)/.exec(path)?.[1];
      return inPath === undefined ? (inBody(/"FunctionName":"([^"]+)"/) ?? "") : decodeURIComponent(inPath);
    }
    case "dynamodb":
      return inBody(/"TableName":"([^"]+)"/) ?? "";
    case "logs":
      return inBody(/"logGroupName(?:Prefix)?":"([^"]+)"/) ?? inBody(/"resourceArn":"([^"]+)"/) ?? "";
    default:
      return "";
  }
}

function restService(...clients: object[]): Service {
  const routes: Route[] = [];
  for (const exported of clients.flatMap((client) => Object.values(client) as unknown[])) {
    if (!Array.isArray(exported) || exported[0] !== operationSchema) continue;
    const [, , operation, traits] = exported as unknown[];
    const [method, uri] = httpOf(traits);
    const [path = "", query = ""] = uri.split("?");
    const pattern = path
      .replace(/\/$/, "")
      .split("/")
      .map((part) => (part.startsWith("{") ? (part.endsWith("+}") ? ".+" : "[^/]+") : part));
    routes.push({
      operation: String(operation),
      method,
      path: new RegExp(`^${pattern.join("/")}/?$`),
      query: query.split("&").filter(Boolean).map(splitPair),
      literals: pattern.filter((part) => !part.endsWith("+")).length,
    });
  }
  routes.sort((a, b) => b.query.length - a.query.length || b.literals - a.literals);
  return { protocol: "rest-json", routes };
}

function splitPair(pair: string): [string, string | undefined] {
  const [name = "", value] = pair.split("=");
  return [name, value];
}

function httpOf(traits: unknown): [method: string, uri: string] {
  if (typeof traits !== "object" || traits === null || !("http" in traits)) return ["", ""];
  const [method, uri] = Array.isArray(traits.http) ? (traits.http as unknown[]) : [];
  return [String(method ?? ""), String(uri ?? "")];
}

function findRoute(routes: readonly Route[], method: string, path: string, query: string): string {
  const asked = new URLSearchParams(query);
  const fits = (route: Route) =>
    route.method === method &&
    route.path.test(path) &&
    route.query.every(([name, value]) => (value === undefined ? asked.has(name) : asked.get(name) === value));
  return routes.find(fits)?.operation ?? "?";
}
