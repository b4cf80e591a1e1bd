import { randomUUID } from "node:crypto";
import type { SandboxAccount } from "../../../state/account";
import type { OpenDoor, OpenRequest, WireAnswer } from "../../../wire/service";
import { functionOfUri } from "../../api-gateway/check-function-uri";
import { callFunction } from "../../api-gateway/data-plane/call-function";
import { meetFault } from "../../api-gateway/data-plane/door";
import { type HttpApi, type HttpStage, httpApiState } from "../http-api-store";
import { answerPreflight, withCors } from "./cors-headers";
import { writeHttpEvent } from "./http-event";
import { matchRoute, type RouteMatch } from "./match-route";
import { readHttpAnswer } from "./read-http-answer";
import { withinLimits } from "./throttle";

const maxBodyBytes = 10 * 1024 * 1024;

/** Deployed HTTP APIs: `/execute-api/{apiId}/{path}` stands for the API's own host name. */
export const executeHttpApi: OpenDoor = {
  prefix: "/execute-api/",
  isOf: (rawPath, account) => Object.hasOwn(httpApiState(account).data.apis, rawPath.split("/")[2] ?? ""),
  async handle(open, account) {
    const answer = await meetFault(account, () => serve(open, account));
    answer.headers["apigw-requestid"] = randomUUID().replaceAll("-", "").slice(0, 16);
    return answer;
  },
};

async function serve(open: OpenRequest, account: SandboxAccount): Promise<WireAnswer> {
  const [, apiId = "", rest = "/"] = /^\/execute-api\/([^/]+)(\/.*)?$/.exec(open.rawPath) ?? [];
  const api = httpApiState(account).data.apis[apiId];
  const place = api && !api.disableEndpoint ? findStage(api, rest) : undefined;
  if (!api || !place) return failure(404, "Not Found");
  const { cors } = api;
  const preflight = cors && answerPreflight(cors, open);
  if (preflight) return preflight;
  const answer = await serveStage(open, account, api, place);
  return cors ? withCors(cors, open, answer) : answer;
}

/** A stage's name can be the first part of the path; everything else is `$default`'s. */
function findStage({ stages }: HttpApi, path: string): { stage: HttpStage; path: string } | undefined {
  const [, name = "", rest = ""] = /^\/([^/]*)(\/.*)?$/.exec(path) ?? [];
  const named = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (named) return { stage: named, path: rest === "" ? "/" : rest };
  const fallback = stages.$default;
  return fallback && { stage: fallback, path };
}

async function serveStage(
  open: OpenRequest,
  account: SandboxAccount,
  api: HttpApi,
  { stage, path }: { stage: HttpStage; path: string },
): Promise<WireAnswer> {
  const match = matchRoute(api, open.method, path);
  if (!match) return failure(404, "Not Found");
  if (!withinLimits(account, api, stage, match.route)) return failure(429, "Too Many Requests");
  if (open.body.length > maxBodyBytes) return failure(413, "Request Entity Too Large");
  const integration = api.integrations[match.route.integrationId ?? ""];
  if (!integration) return failure(500, "Internal Server Error");
  const outcome = await callFunction(account, {
    uri: functionOfUri(integration.uri) === undefined ? uriOf(account, integration.uri) : integration.uri,
    credentials: undefined,
    sourceArn: sourceArn(account, api, stage, match),
    payload: JSON.stringify(writeHttpEvent(account, open, { api, stage, path, match })),
    timeoutMilliseconds: integration.timeoutMilliseconds,
    stageVariables: stage.variables,
  });
  switch (outcome.kind) {
    case "answered":
      return readHttpAnswer(outcome.payload) ?? failure(500, "Internal Server Error");
    case "timed-out":
      return failure(503, "Service Unavailable");
    case "too-large":
      return failure(413, "Request Entity Too Large");
    case "function-error":
    case "refused":
      return failure(500, "Internal Server Error");
  }
}

/** What the function's policy is checked with: `…:API/STAGE/GET/path`, with the route's variables in it. */
function sourceArn(
  { region, accountId }: SandboxAccount,
  api: HttpApi,
  stage: HttpStage,
  { route }: RouteMatch,
): string {
  const [verb = "", path = ""] = route.key.split(" ");
  const rest = route.key === "$default" ? "$default" : `${verb === "ANY" ? "*" : verb}${path}`;
  return `arn:aws:execute-api:${region}:${accountId}:${api.id}/${stage.name}/${rest}`;
}

function uriOf({ region }: SandboxAccount, arn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

function failure(status: number, message: string): WireAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ message }) };
}
