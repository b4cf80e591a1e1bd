import type { InvocationContext } from "../shared/context";
import { readKoreApp } from "../shared/kore/kore-app";
import { errorKind, logLine } from "../shared/log-line";
import { objectOf, textOf } from "../shared/plain-values";

export interface CredentialsResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

type Environment = Record<string, string | undefined>;

/**
 * What the page of a contact control panel that Kore hosts asks for, in the page's own names. Its answer has the client
 * secret, because that page signs its tokens in the browser: whoever has the address can read the secret. Never throws.
 */
export async function answerCredentials(
  event: unknown,
  context: InvocationContext,
): Promise<CredentialsResponse> {
  const response = respond(event);
  const { statusCode } = response;
  const isServed = statusCode === 200;
  logLine(isServed ? "info" : "warn", isServed ? "Widget credentials read" : "Widget credentials not read", {
    code: "agentai.widget-credentials",
    requestId: context.awsRequestId,
    statusCode,
  });
  return response;
}

function respond(event: unknown): CredentialsResponse {
  try {
    if (methodOf(event) !== "GET") return answer(405, { error: "method-not-allowed" });
    const credentials = readCredentials(process.env);
    return credentials ? answer(200, credentials) : answer(500, { error: "not-configured" });
  } catch (error) {
    return answer(500, { error: errorKind(error) });
  }
}

/** Of the HTTP API's payload, version 2.0. */
function methodOf(event: unknown): string {
  return textOf(objectOf(objectOf(objectOf(event)?.requestContext)?.http)?.method);
}

function readCredentials(environment: Environment): Record<string, string> | undefined {
  const app = readKoreApp(environment);
  const [agentassistUrl = "", botId = "", languageCode = "", awsConnectURL = ""] = [
    environment.AGENTASSIST_URL,
    environment.BOT_ID,
    environment.LANGUAGE_CODE,
    environment.CONNECT_URL,
  ].map((value) => value?.trim());
  const isComplete =
    [agentassistUrl, awsConnectURL].every(isWebAddress) && botId !== "" && languageCode !== "";
  return app && isComplete ? { agentassistUrl, botId, ...app, languageCode, awsConnectURL } : undefined;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Neither a proxy nor a browser may keep the secret. */
function answer(statusCode: number, body: Record<string, string>): CredentialsResponse {
  return {
    statusCode,
    headers: {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
    body: JSON.stringify(body),
  };
}
