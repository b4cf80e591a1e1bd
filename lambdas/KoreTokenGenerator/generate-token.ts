import type { InvocationContext } from "../shared/context";
import { readKoreContactEvent } from "../shared/kore/contact-event";
import { readKoreApp, signWidgetToken } from "../shared/kore/kore-app";
import { errorKind, logLine } from "../shared/log-line";

/** In the flow, `$.External.koreiframetoken` and so on: text only. Without a token, both of it are "". */
export interface TokenResponse {
  /** What the flow asks: it can't compare with an empty text. */
  lambdaResult: "Failed" | "Success";
  koreiframetoken: string;
  /** ISO 8601. */
  tokenExpiresAt: string;
}

type Environment = Record<string, string | undefined>;

/** The longest that the settings allow: waiting, handling, and after-contact work together. */
const maxTokenSeconds = 12 * 3600;
const minTokenSeconds = 60;

/**
 * A token for the Agent AI widget of the agent who gets this contact. It's made before the contact waits, so TOKEN_SECONDS
 * covers the wait, the handling, and the work after it. Never throws: without a token, the contact goes on without a widget.
 */
export async function generateToken(event: unknown, context: InvocationContext): Promise<TokenResponse> {
  const startedAt = Date.now();
  let contactId: string | undefined;
  let response: TokenResponse = { lambdaResult: "Failed", koreiframetoken: "", tokenExpiresAt: "" };
  let fault: string | undefined;
  try {
    const read = readKoreContactEvent(event);
    contactId = read.contactId;
    const made = makeToken(read.parameter("botId"), contactId, startedAt);
    if (typeof made === "string") fault = made;
    else response = made;
  } catch (error) {
    fault = errorKind(error);
  }
  logLine(fault ? "error" : "info", fault ? "Widget token not created" : "Widget token created", {
    code: "agentai.token",
    ...(contactId ? { contactId } : {}),
    requestId: context.awsRequestId,
    result: response.lambdaResult,
    ...(fault ? { reason: fault } : { tokenExpiresAt: response.tokenExpiresAt }),
    totalMs: Date.now() - startedAt,
  });
  return response;
}

/** A token, or the word for why there is none. */
function makeToken(
  botId: string,
  contactId: string | undefined,
  nowMs: number,
  environment: Environment = process.env,
): TokenResponse | string {
  if (!contactId) return "contact-id-invalid";
  const app = readKoreApp(environment);
  const seconds = Number(environment.TOKEN_SECONDS);
  if (!app || !(seconds >= minTokenSeconds && seconds <= maxTokenSeconds)) return "not-configured";
  if (!/^[\x21-\x7e]{1,256}$/.test(botId)) return "bot-id-invalid";
  const times = { nowMs, seconds: Math.floor(seconds) };
  const expiresAtMs = (Math.floor(nowMs / 1000) + times.seconds) * 1000;
  return {
    lambdaResult: "Success",
    koreiframetoken: signWidgetToken(app, { botId, subject: contactId }, times),
    tokenExpiresAt: new Date(expiresAtMs).toISOString(),
  };
}
