import { createHash, randomBytes } from "node:crypto";

/** For a link that works once for whoever has it. */
export function newLinkToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Only the hash is stored: whoever reads the table can't use the link. */
export function hashLinkToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
