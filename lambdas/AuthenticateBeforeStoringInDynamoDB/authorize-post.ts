import { createHash, timingSafeEqual } from "node:crypto";
import type { InvocationContext } from "../shared/context";
import { logLine } from "../shared/log-line";

export interface AuthorizerEvent {
  authorizationToken?: string | undefined;
  methodArn?: string;
}

export interface AuthorizerResponse {
  principalId: string;
  /** API Gateway passes this to the store function, whose log then has the ID of the request that allowed the post. */
  context: { authorizerRequestId: string };
  policyDocument: {
    Version: "2012-10-17";
    Statement: [{ Action: "execute-api:Invoke"; Effect: "Allow" | "Deny"; Resource: string }];
  };
}

export interface Tokens {
  current: string | undefined;
  /** Still valid until Kore's Service node has the new one. */
  previous: string | undefined;
}

/**
 * Allows the one requested method when the token is the current or the previous one, and denies it (403)
 * otherwise, and when no token is set. Never throws: "Unauthorized" would be a 401, and anything else a 500.
 */
export function authorizePost(readTokens: () => Tokens) {
  return async (event: AuthorizerEvent, context: InvocationContext): Promise<AuthorizerResponse> => {
    const { current, previous } = readTokens();
    const given = event.authorizationToken ?? "";
    // Both are always compared, so that the time doesn't reveal which one was close.
    const isCurrent = sameToken(given, current);
    const isPrevious = sameToken(given, previous);
    const matched = !current ? "none" : isCurrent ? "current" : isPrevious ? "previous" : "none";
    // A wildcard in the ARN would come from the caller's path and make the policy broader than this method.
    const methodArn = event.methodArn ?? "";
    const allowed = matched !== "none" && /^arn:[^*?]+$/.test(methodArn);
    logLine(allowed ? "info" : "warn", allowed ? "Post allowed" : "Post denied", {
      requestId: context.awsRequestId,
      decision: allowed ? "allow" : "deny",
      matched,
      ...(current ? {} : { reason: "no-token-set" }),
    });
    return {
      principalId: "kore",
      context: { authorizerRequestId: context.awsRequestId },
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          { Action: "execute-api:Invoke", Effect: allowed ? "Allow" : "Deny", Resource: methodArn || "*" },
        ],
      },
    };
  };
}

/** Digests have one length, as timingSafeEqual requires, and don't reveal the token's length. */
function sameToken(given: string, expected: string | undefined): boolean {
  const equal = timingSafeEqual(digest(given), digest(expected ?? ""));
  return equal && expected !== undefined && expected !== "";
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
