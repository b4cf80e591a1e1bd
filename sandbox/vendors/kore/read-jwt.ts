import { createHmac, timingSafeEqual } from "node:crypto";
import type { JwtAlgorithm } from "./app-builder/app-types";

export type ReadJwt =
  | { ok: true; claims: Record<string, unknown> }
  /** What is wrong with it, as a sentence without any part of the token. */
  | { ok: false; why: string };

/** A token of one of Kore's JWT apps: an HMAC with the client secret, and not expired if it says when. */
export function readJwt(
  token: string,
  clientSecret: string,
  nowMilliseconds: number,
  algorithm: JwtAlgorithm = "HS256",
): ReadJwt {
  const [head = "", payload = "", signature = "", ...rest] = token.split(".");
  if (rest.length > 0 || signature === "") return wrong("The token is not a JWT.");
  if (readPart(head)?.alg !== algorithm) return wrong(`The token's algorithm is not ${algorithm}.`);
  const right = createHmac(`sha${algorithm.slice(2)}`, clientSecret)
    .update(`${head}.${payload}`)
    .digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== right.length || !timingSafeEqual(given, right))
    return wrong("The token's signature is wrong.");
  const claims = readPart(payload);
  if (!claims) return wrong("The token has no claims.");
  if (typeof claims.exp === "number" && claims.exp * 1000 < nowMilliseconds)
    return wrong("The token has expired.");
  return { ok: true, claims };
}

/** What a token says, before anyone has looked at its signature. */
export function claimsOf(token: string): Record<string, unknown> | undefined {
  return readPart(token.split(".")[1] ?? "");
}

function wrong(why: string): ReadJwt {
  return { ok: false, why };
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
