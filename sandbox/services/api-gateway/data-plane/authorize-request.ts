import { ServiceError } from "../../../wire/service";
import { evaluatePolicy } from "../../iam/evaluate-policy";
import { readPolicyDocument, type Statement } from "../../iam/policy-document";
import type { Authorizer } from "../gateway-store";
import { cacheKey, type Grant, keepGrant, recallGrant } from "./authorizer-cache";
import { callFunction } from "./call-function";
import { failures, type GatewayFailure } from "./gateway-answer";
import { executeApiArn, type GatewayRequest } from "./gateway-request";
import {
  type AuthorizerContext,
  methodArnOf,
  readQuery,
  writeRequestEvent,
  writeTokenEvent,
} from "./proxy-event";

const timeoutMilliseconds = 29_000;

export type Authorization =
  | { kind: "allowed"; authorizer: AuthorizerContext }
  | { kind: "refused"; failure: GatewayFailure; authorizer?: AuthorizerContext };

/** Calls the method's authorizer, or uses its cached result for the same identity within the time to live. */
export async function authorizeRequest(
  request: GatewayRequest,
  authorizer: Authorizer,
): Promise<Authorization> {
  const { account, api, stage } = request;
  const identities = readIdentities(request, authorizer);
  if (!identities || !hasWantedShape(authorizer, identities[0] ?? ""))
    return { kind: "refused", failure: failures.unauthorized };
  const key = cacheKey(api.id, stage.name, authorizer.id, identities);
  // What was cached with an earlier time to live is used until that ends: a deployment doesn't clear the cache.
  const known = recallGrant(account, key);
  if (known) return decide(request, known, 0);
  const startedAt = performance.now();
  const answer = await askAuthorizer(request, authorizer, identities);
  if ("status" in answer) return { kind: "refused", failure: answer };
  if (authorizer.ttlSeconds > 0) keepGrant(account, key, answer, authorizer.ttlSeconds);
  return decide(request, answer, Math.round(performance.now() - startedAt));
}

/** undefined when a source that the authorizer needs is missing: it isn't called then. */
function readIdentities({ open, stage }: GatewayRequest, authorizer: Authorizer): string[] | undefined {
  const query = readQuery(open.rawQuery);
  const identities: string[] = [];
  for (const part of (authorizer.identitySource ?? "").split(",")) {
    const source = part.trim();
    if (source === "") continue;
    const name = source.replace(/^(?:method\.request\.(?:header|querystring)|stageVariables)\./, "");
    const value = source.startsWith("method.request.header.")
      ? open.headers[name.toLowerCase()]?.at(-1)
      : source.startsWith("method.request.querystring.")
        ? query[name]?.at(-1)
        : stage.variables[name];
    if (value === undefined || value === "") return undefined;
    identities.push(value);
  }
  return identities;
}

/** The expression must match the whole token. */
function hasWantedShape({ validationExpression }: Authorizer, token: string): boolean {
  return validationExpression === undefined || new RegExp(`^(?:${validationExpression})$`).test(token);
}

async function askAuthorizer(
  request: GatewayRequest,
  authorizer: Authorizer,
  identities: string[],
): Promise<Grant | GatewayFailure> {
  const event =
    authorizer.type === "TOKEN"
      ? writeTokenEvent(request, identities[0] ?? "")
      : writeRequestEvent(request, identities);
  const outcome = await callFunction(request.account, {
    uri: authorizer.uri,
    credentials: authorizer.credentials,
    sourceArn: executeApiArn(request, `authorizers/${authorizer.id}`),
    payload: JSON.stringify(event),
    timeoutMilliseconds,
    stageVariables: request.stage.variables,
  });
  switch (outcome.kind) {
    case "answered":
      return readGrant(outcome.payload) ?? failures.authorizerConfiguration;
    case "function-error":
      // The one error that an authorizer can throw on purpose.
      return errorMessageOf(outcome.payload) === "Unauthorized"
        ? failures.unauthorized
        : failures.authorizerFailure;
    case "refused":
    case "too-large":
      return failures.authorizerConfiguration;
    case "timed-out":
      return failures.authorizerFailure;
  }
}

/** undefined when the answer isn't what an authorizer must return. */
export function readGrant(payload: string): Grant | undefined {
  const answer = asObject(parse(payload));
  const policy = asObject(answer?.policyDocument);
  const { principalId, context = {} } = answer ?? {};
  if (!policy || typeof principalId !== "string" || principalId === "") return undefined;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(asObject(context) ?? { unreadable: null })) {
    // Lists and objects are refused as a whole.
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
      return undefined;
    values[name] = String(value);
  }
  const text = JSON.stringify(policy);
  return readStatements(text) && { principalId, policy: text, context: values };
}

function readStatements(policy: string): Statement[] | undefined {
  try {
    const statements = readPolicyDocument(policy);
    const isWhole = ({ resources, notResources }: Statement) => resources.length + notResources.length > 0;
    return statements.length > 0 && statements.every(isWhole) ? statements : undefined;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

function decide(request: GatewayRequest, grant: Grant, integrationLatency: number): Authorization {
  const { principalId, context } = grant;
  const authorizer: AuthorizerContext = { principalId, integrationLatency, context };
  const decision = evaluatePolicy(readStatements(grant.policy) ?? [], {
    action: "execute-api:Invoke",
    resource: methodArnOf(request),
    conditions: { "aws:sourceip": request.sourceIp },
  });
  if (decision === "allowed") return { kind: "allowed", authorizer };
  const failure = decision === "explicitDeny" ? failures.denied : failures.notAllowed;
  return { kind: "refused", failure, authorizer };
}

function errorMessageOf(payload: string): unknown {
  return asObject(parse(payload))?.errorMessage;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
