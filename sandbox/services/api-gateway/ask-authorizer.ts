import type { SandboxAccount } from "../../state/account";
import { evaluatePolicy } from "../iam/evaluate-policy";
import { readPolicyDocument, type Statement } from "../iam/policy-document";
import { invokeFunction } from "../lambda/invoke-function";
import type { Authorizer } from "./api-store";
import { recallAnswer, rememberAnswer } from "./authorizer-cache";
import type { GatewayAnswer } from "./gateway-answers";

export interface AuthorizerAnswer {
  principalId: string;
  statements: Statement[];
  context: Record<string, unknown>;
}

export type Verdict =
  | { kind: "allowed"; principalId: string; context: Record<string, unknown> }
  | { kind: "stopped"; answer: GatewayAnswer };

export interface GuardedRequest {
  apiId: string;
  stage: string;
  /** `arn:aws:execute-api:…:API/STAGE/METHOD/path` */
  methodArn: string;
  headers: Record<string, string[]>;
}

/** What a TOKEN authorizer says to a request: from its header alone, and from the cache while that holds. */
export async function askAuthorizer(
  account: SandboxAccount,
  authorizer: Authorizer,
  request: GuardedRequest,
): Promise<Verdict> {
  const header = authorizer.identitySource.replace("method.request.header.", "").toLowerCase();
  const token = request.headers[header]?.at(-1);
  // Without a token, or with one of the wrong shape, the function is not even asked.
  if (!token || !hasRightShape(authorizer, token)) return { kind: "stopped", answer: "unauthorized" };
  const key = { apiId: request.apiId, stage: request.stage, authorizerId: authorizer.id, token };
  const known = recallAnswer(account, key);
  if (known) return decide(known, request.methodArn);
  const asked = await invoke(account, authorizer, request, token);
  if ("answer" in asked) return { kind: "stopped", answer: asked.answer };
  rememberAnswer(account, key, asked.said, authorizer.ttlSeconds);
  return decide(asked.said, request.methodArn);
}

function hasRightShape({ identityValidationExpression: expression }: Authorizer, token: string): boolean {
  return expression === undefined || new RegExp(`^(?:${expression})$`).test(token);
}

async function invoke(
  account: SandboxAccount,
  authorizer: Authorizer,
  request: GuardedRequest,
  token: string,
): Promise<{ said: AuthorizerAnswer } | { answer: GatewayAnswer }> {
  const functionArn = functionOfUri(authorizer.authorizerUri);
  const event = { type: "TOKEN", methodArn: request.methodArn, authorizationToken: token };
  const result = await invokeFunction(account, functionArn, JSON.stringify(event), {
    principal: "apigateway.amazonaws.com",
    sourceArn: `arn:aws:execute-api:${account.region}:${account.accountId}:${request.apiId}/authorizers/${authorizer.id}`,
  });
  console.error(JSON.stringify(result));
  if (result.kind === "refused") return { answer: "authorizerMisconfigured" };
  const payload: unknown = JSON.parse(result.payload);
  if (result.functionError !== undefined) {
    // The one word that an authorizer may throw to mean a wrong token.
    const message =
      typeof payload === "object" && payload !== null && "errorMessage" in payload
        ? payload.errorMessage
        : "";
    return { answer: message === "Unauthorized" ? "unauthorized" : "authorizerFailed" };
  }
  const said = readAnswer(payload);
  return said ? { said } : { answer: "authorizerMisconfigured" };
}

/** An answer must have a principal and a policy; the context may hold plain values only. */
function readAnswer(payload: unknown): AuthorizerAnswer | undefined {
  if (typeof payload !== "object" || payload === null) return undefined;
  const { principalId, policyDocument, context = {} } = payload as Record<string, unknown>;
  if (typeof principalId !== "string" || principalId === "") return undefined;
  if (typeof context !== "object" || context === null) return undefined;
  if (Object.values(context).some((value) => typeof value === "object" && value !== null)) return undefined;
  try {
    const statements = readPolicyDocument(JSON.stringify(policyDocument));
    return { principalId, statements, context: context as Record<string, unknown> };
  } catch {
    return undefined;
  }
}

function decide({ principalId, statements, context }: AuthorizerAnswer, methodArn: string): Verdict {
  const decision = evaluatePolicy(statements, { action: "execute-api:Invoke", resource: methodArn });
  switch (decision) {
    case "allowed":
      return { kind: "allowed", principalId, context };
    case "explicitDeny":
      return { kind: "stopped", answer: "explicitlyDenied" };
    case "implicitDeny":
      return { kind: "stopped", answer: "denied" };
  }
}

/** `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/ARN/invocations` → ARN. */
export function functionOfUri(uri: string): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? "";
}
