import { createHash, randomBytes } from "node:crypto";

// A browser that has signed in keeps a random token (OWASP's "device cookies"). It grants no access; it only identifies
// a known browser, so that strangers' failures don't make it wait.

const cookieName = "patchbay-device";
/** A browser drops a name with this prefix unless the cookie is secure and belongs to this host alone. */
const secureCookieName = `__Host-${cookieName}`;
const cookieSeconds = 365 * 24 * 60 * 60;
const token = /^[\w-]{43}$/;

/** The hash of the device's token in a Cookie header, as it is stored; undefined when there is none. */
export function deviceOf(cookieHeader: string | null | undefined): string | undefined {
  for (const part of cookieHeader?.split(";") ?? []) {
    const [name, value] = part.trim().split("=", 2);
    if ((name === secureCookieName || name === cookieName) && value && token.test(value)) {
      return createHash("sha256").update(value).digest("hex");
    }
  }
  return undefined;
}

/** A Set-Cookie header with a new token, for a browser that has none. */
export function newDeviceCookie(isHttps: boolean): string {
  const name = isHttps ? secureCookieName : cookieName;
  const value = randomBytes(32).toString("base64url");
  return `${name}=${value}; Path=/; Max-Age=${cookieSeconds}; HttpOnly; SameSite=Lax${isHttps ? "; Secure" : ""}`;
}
