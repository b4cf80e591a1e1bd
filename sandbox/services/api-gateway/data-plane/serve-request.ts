import type { WireAnswer } from "../../../wire/service";
import { evaluatePolicy } from "../../iam/evaluate-policy";
import { readPolicyDocument } from "../../iam/policy-document";
import type { Integration } from "../gateway-store";
import type { Course } from "./access-log";
import { authorizeRequest } from "./authorize-request";
import { callFunction } from "./call-function";
import { failures, type GatewayFailure, writeFailure } from "./gateway-answer";
import { executeApiArn, type GatewayRequest } from "./gateway-request";
import { type Match, matchResource } from "./match-resource";
import { isBinaryType, writeProxyEvent } from "./proxy-event";
import { readProxyAnswer } from "./read-proxy-answer";

const maxBodyBytes = 10 * 1024 * 1024;

/** One request to a stage, in AWS's order: size, method, key, authorizer, integration. Records each step. */
export async function serveRequest(request: GatewayRequest, course: Course): Promise<WireAnswer> {
  const { open, snapshot } = request;
  const fail = (failure: GatewayFailure): WireAnswer => {
    course.failure = failure;
    return writeFailure(failure);
  };
  if (open.body.length > maxBodyBytes) return fail(failures.tooLarge);
  const match = matchResource(snapshot, open.method, request.rawPath);
  if (!match) return fail(failures.missingToken);
  request.match = match;
  if (isDeniedByPolicy(request)) return fail(failures.forbidden);
  // Nothing signs requests here, and there are no usage plans, so neither can be satisfied.
  if (match.method.authorizationType === "AWS_IAM") return fail(failures.missingToken);
  if (match.method.apiKeyRequired) return fail(failures.apiKey);
  if (match.method.authorizationType === "CUSTOM") {
    const authorizer = snapshot.authorizers[match.method.authorizerId ?? ""];
    if (!authorizer) return fail(failures.authorizerConfiguration);
    const authorization = await authorizeRequest(request, authorizer);
    course.authorizer = authorization.authorizer;
    if (authorization.kind === "refused") return fail(authorization.failure);
  }
  const { integration } = match.method;
  if (integration?.type !== "AWS_PROXY") return fail(failures.notBuilt);
  const answer = await integrate(request, match, integration, course);
  return "responseType" in answer ? fail(answer) : answer;
}

/** A policy that doesn't allow this is enough to refuse it: nothing signs requests here. */
function isDeniedByPolicy({ snapshot }: GatewayRequest): boolean {
  if (snapshot.policy === undefined) return false;
  const question = { action: "execute-api:Invoke", principal: { kind: "AWS", value: "anonymous" } } as const;
  return evaluatePolicy(readPolicyDocument(snapshot.policy), question) !== "allowed";
}

async function integrate(
  request: GatewayRequest,
  { resource, method }: Match,
  integration: Integration,
  course: Course,
): Promise<WireAnswer | GatewayFailure> {
  const { account, stage, open, snapshot } = request;
  // Lambda's Invoke accepts POST only.
  if (integration.httpMethod !== "POST") return failures.apiConfiguration;
  const startedAt = performance.now();
  const outcome = await callFunction(account, {
    uri: integration.uri ?? "",
    credentials: integration.credentials,
    sourceArn: executeApiArn(
      request,
      `${stage.name}/${method.httpMethod === "ANY" ? "*" : open.method}${arnPath(resource.path)}`,
    ),
    payload: JSON.stringify(writeProxyEvent(request, course.authorizer)),
    timeoutMilliseconds: integration.timeoutMilliseconds,
    stageVariables: stage.variables,
  });
  course.integrationLatency = Math.round(performance.now() - startedAt);
  switch (outcome.kind) {
    case "refused":
      course.integrationError = "Invalid permissions on Lambda function";
      return failures.apiConfiguration;
    case "too-large":
      return failures.tooLarge;
    case "timed-out":
      course.integrationError = "Execution failed due to a timeout error";
      return failures.integrationTimeout;
    case "function-error":
      course.integrationStatus = 200;
      course.integrationError =
        "The Lambda function returned an error. Please check the Lambda function logs for more information.";
      return failures.integrationFailure;
    case "answered": {
      course.integrationStatus = 200;
      const isBinary = isBinaryType(snapshot.binaryMediaTypes, open.headers.accept?.at(-1)?.split(",")[0]);
      const answer = readProxyAnswer(outcome.payload, { isBinary });
      if (answer) return answer;
      course.integrationError = "Malformed Lambda proxy response";
      return failures.integrationFailure;
    }
  }
}

/** A resource's path as in permissions: variables match anything. */
function arnPath(path: string): string {
  return path.replace(/\{[^}]+\}/g, "*");
}
