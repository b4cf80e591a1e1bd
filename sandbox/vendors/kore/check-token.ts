import { createHmac, timingSafeEqual } from "node:crypto";
import type { Bot } from "./bot";

/** Kore's public API: a JWT in the header `auth`, HS256 with the client secret, payload {sub, appId}. */
export function checkToken(token: string | undefined, bot: Bot, nowMilliseconds: number): string | undefined {
  if (!token) return "The auth header is missing.";
  const [head = "", payload = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0 || signature === "") return "The token is not a JWT.";
  if (readPart(head)?.alg !== "HS256") return "The token's algorithm is not HS256.";
  const right = createHmac("sha256", bot.clientSecret).update(`${head}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== right.length || !timingSafeEqual(given, right))
    return "The token's signature is wrong.";
  const claims = readPart(payload);
  if (claims?.appId !== bot.clientId) return "The token's appId is not this bot's client id.";
  if (typeof claims.sub !== "string" || claims.sub === "") return "The token has no sub.";
  if (typeof claims.exp === "number" && claims.exp * 1000 < nowMilliseconds) return "The token has expired.";
  return undefined;
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
