import { createHash, randomBytes } from "node:crypto";

/** IDs of Zoom Contact Center: 22 characters of base64url, whose case matters. */
export function newId(): string {
  return randomBytes(16).toString("base64url");
}

/** The same for the same account and name, and another's for another account. */
export function idIn(accountId: string, name: string): string {
  return createHash("sha256").update(`${accountId}/${name}`).digest().subarray(0, 16).toString("base64url");
}

/** "2026-11-30T08:00:00Z", as Zoom writes times. */
export function writeTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, "Z");
}
