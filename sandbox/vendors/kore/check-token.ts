import type { AppRules } from "./app-builder/app-types";
import { readJwt } from "./read-jwt";

/** Kore's public API: a JWT in the header `auth`, HS256 with the client secret, payload {sub, appId}. */
export function checkToken(
  token: string | undefined,
  app: { clientId: string; clientSecret: string },
  nowMilliseconds: number,
  { requireJwe, requireJti, algorithm }: Partial<AppRules> = {},
): string | undefined {
  if (!token) return "The auth header is missing.";
  if (requireJwe && token.split(".").length !== 5)
    return "JWE is enforced for this app: the token must be encrypted.";
  const read = readJwt(token, app.clientSecret, nowMilliseconds, algorithm);
  if (!read.ok) return read.why;
  const { appId, sub, jti } = read.claims;
  if (appId !== app.clientId) return "The token's appId is not this bot's client id.";
  if (typeof sub !== "string" || sub === "") return "The token has no sub.";
  if (requireJti && (typeof jti !== "string" || jti === ""))
    return "The JTI claim is enforced for this app: the token must have one.";
  return undefined;
}
