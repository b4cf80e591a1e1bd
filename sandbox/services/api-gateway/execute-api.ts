import type { SandboxAccount } from "../../state/account";
import type { OpenDoor, OpenRequest, WireAnswer } from "../../wire/service";
import { invokeFunction } from "../lambda/invoke-function";
import { type ApiMethod, apiState, type Deployment, type Snapshot, type Stage } from "./api-store";
import { askAuthorizer, functionOfUri } from "./ask-authorizer";
import { gatewayAnswer, newRequestId, requestHeaders } from "./gateway-answers";
import { matchResource, type ResourceMatch } from "./match-resource";
import { readProxyAnswer } from "./proxy-answer";
import { makeProxyEvent } from "./proxy-event";

const maximumBodyBytes = 10 * 1024 * 1024;

/** Deployed REST APIs answer at `/execute-api/{apiId}/{stage}/…`, as they were when they were deployed. */
export const executeApi: OpenDoor = {
  prefix: "/execute-api/",
  async handle(request, account) {
    const requestId = newRequestId();
    const [, , apiId = "", stageName = "", ...rest] = request.rawPath.split("/");
    const api = apiState(account).data.apis[apiId];
    const stage = api?.stages[stageName];
    const deployment = stage && api?.deployments[stage.deploymentId];
    if (!stage || !deployment) return gatewayAnswer("forbidden", requestId);
    const path = `/${rest.join("/")}`;
    const match = matchResource(deployment.snapshot, request.method, path);
    if (!match) return gatewayAnswer("noRoute", requestId);
    if (request.body.length > maximumBodyBytes) return gatewayAnswer("tooLong", requestId);
    return answerMatch(account, request, { apiId, stage, deployment, path, match, requestId });
  },
};

interface MatchedRequest {
  apiId: string;
  stage: Stage;
  deployment: Deployment;
  path: string;
  match: ResourceMatch;
  requestId: string;
}

async function answerMatch(
  account: SandboxAccount,
  request: OpenRequest,
  matched: MatchedRequest,
): Promise<WireAnswer> {
  const { apiId, stage, deployment, path, match, requestId } = matched;
  const { snapshot } = deployment;
  const { region, accountId } = account;
  const methodArn = `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage.name}/${request.method}${path}`;
  const guard = await guardRequest(account, snapshot, match.method, {
    apiId,
    stage: stage.name,
    methodArn,
    headers: request.headers,
  });
  if (guard.kind === "stopped") return gatewayAnswer(guard.answer, requestId);
  const { integration } = match.method;
  if (!integration) return gatewayAnswer("misconfigured", requestId);
  const event = makeProxyEvent(request, {
    accountId,
    apiId,
    stage: stage.name,
    deploymentId: deployment.id,
    resourceId: match.resource.id,
    resourcePath: match.resource.path,
    path,
    pathParameters: match.pathParameters,
    stageVariables: stage.variables,
    requestId,
    nowMilliseconds: account.clock.now(),
    domainName: `${apiId}.execute-api.${region}.amazonaws.com`,
    binary: isBinary(snapshot, request),
    authorizer: guard.kind === "allowed" ? { principalId: guard.principalId, ...guard.context } : undefined,
  });
  const calling = invokeFunction(account, functionOfUri(integration.uri), JSON.stringify(event), {
    principal: "apigateway.amazonaws.com",
    sourceArn: `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage.name}/${request.method}${match.resource.path}`,
  });
  const result = await withinTime(calling, integration.timeoutMilliseconds);
  if (!result) return gatewayAnswer("timedOut", requestId);
  if (result.kind === "refused") return gatewayAnswer("misconfigured", requestId);
  const answer = result.functionError === undefined ? readProxyAnswer(result.payload) : undefined;
  if (!answer) return gatewayAnswer("badGateway", requestId);
  return { ...answer, headers: { ...answer.headers, ...requestHeaders(requestId) } };
}

async function guardRequest(
  account: SandboxAccount,
  snapshot: Snapshot,
  { authorizationType, authorizerId }: ApiMethod,
  request: Parameters<typeof askAuthorizer>[2],
): Promise<{ kind: "open" } | Awaited<ReturnType<typeof askAuthorizer>>> {
  if (authorizationType === "NONE") return { kind: "open" };
  const authorizer = authorizerId === undefined ? undefined : snapshot.authorizers[authorizerId];
  if (authorizationType !== "CUSTOM" || !authorizer)
    return { kind: "stopped", answer: "authorizerMisconfigured" };
  return askAuthorizer(account, authorizer, request);
}

function isBinary({ binaryMediaTypes }: Snapshot, request: OpenRequest): boolean {
  const type = (request.headers["content-type"]?.at(-1) ?? "").split(";")[0]?.trim() ?? "";
  return binaryMediaTypes.some((wanted) => wanted === "*/*" || wanted === type);
}

async function withinTime<Value>(work: Promise<Value>, milliseconds: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
