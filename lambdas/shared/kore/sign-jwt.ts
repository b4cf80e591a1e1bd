import { createHmac, randomUUID } from "node:crypto";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const header = part({ alg: "HS256", typ: "JWT" });

export interface JwtTimes {
  /** Milliseconds since the epoch. */
  nowMs: number;
  seconds: number;
}

/**
 * A JWT of one of Kore's apps, signed with the client secret. It always expires, and each has an ID of its own: an app can
 * be set to accept each `jti` only once.
 */
export function signJwt(
  claims: Record<string, unknown>,
  { nowMs, seconds }: JwtTimes,
  clientSecret: string,
): string {
  const iat = Math.floor(nowMs / 1000);
  const signed = `${header}.${part({ ...claims, iat, exp: iat + seconds, jti: randomUUID() })}`;
  return `${signed}.${createHmac("sha256", clientSecret).update(signed).digest("base64url")}`;
}
