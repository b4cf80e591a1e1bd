import { createHmac } from "node:crypto";

/** The claims of a token that is signed with this secret by HS256; throws for any other. */
export function readJwt(token: string, secret: string): Record<string, unknown> {
  const [head = "", claims = "", signature = ""] = token.split(".");
  const parse = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  const expected = createHmac("sha256", secret).update(`${head}.${claims}`).digest("base64url");
  if (parse(head).alg !== "HS256" || signature !== expected) throw new Error("The token isn't signed so.");
  return parse(claims) as Record<string, unknown>;
}
