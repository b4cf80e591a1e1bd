import type { Bot } from "../bot";
import { readJwt } from "../read-jwt";
import type { TokenRules } from "./agent-ai-store";

const audience = "https://idproxy.kore.com/authorize";

/** What is wrong with the token that opens the widget and the transcriber's bot; undefined when it is right. */
export function checkWidgetToken(
  token: string,
  bot: Bot,
  rules: TokenRules,
  now: number,
): string | undefined {
  const read = readAppToken(token, bot, rules, now);
  if (typeof read === "string") return read;
  if (read.iss !== bot.clientId) return "The token's iss is not this app's client id.";
  if (typeof read.sub !== "string" || read.sub === "") return "The token has no sub.";
  if (read.aud !== audience) return "The token's aud is wrong.";
  if (read.botId !== undefined && read.botId !== bot.botId) return "The token is for another bot.";
  return undefined;
}

/** The same for the token of an audio socket: {appId}. */
export function checkAudioToken(token: string, bot: Bot, rules: TokenRules, now: number): string | undefined {
  const read = readAppToken(token, bot, rules, now);
  if (typeof read === "string") return read;
  return read.appId === bot.clientId ? undefined : "The token's appId is not this app's client id.";
}

/** Its claims, or a sentence: what the app enforces comes first, as its owner has set it. */
function readAppToken(
  token: string,
  { clientSecret }: Bot,
  { requireJwe, requireEncryptedPayload, requireJti }: TokenRules,
  now: number,
): Record<string, unknown> | string {
  const parts = token.split(".").length;
  if (requireJwe && parts !== 5) return "JWE is enabled for this app: the token must be encrypted.";
  const read = readJwt(token, clientSecret, now);
  if (!read.ok) return read.why;
  const { jti } = read.claims;
  if (requireEncryptedPayload)
    return "Payload encryption is enabled for this app: the token's claims must be encrypted.";
  if (requireJti && (typeof jti !== "string" || jti === ""))
    return "jti is enabled for this app: the token must have one.";
  return read.claims;
}
