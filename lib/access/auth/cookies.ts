import type { CookiesOptions } from "next-auth";

/** next-auth's own, without prefixes: a cookie that has grown too long comes in parts, "….0" and "….1". */
const sessionCookie = /^(__Host-)?next-auth\.session-token(\.\d+)?$/;
/** For what is kept between going to the identity provider and coming back. */
const journeySeconds = 15 * 60;

/**
 * next-auth's cookies under names that a browser takes from this very host alone, over https: next-auth's own choice,
 * "__Secure-", could be set by any other host of the domain.
 */
export function cookiesOf({ isHttps }: { isHttps: boolean }): Partial<CookiesOptions> {
  const cookie = (name: string, maxAge?: number) => ({
    name: `${isHttps ? "__Host-" : ""}next-auth.${name}`,
    options: {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure: isHttps,
      ...(maxAge === undefined ? {} : { maxAge }),
    },
  });
  return {
    sessionToken: cookie("session-token"),
    callbackUrl: cookie("callback-url"),
    csrfToken: cookie("csrf-token"),
    pkceCodeVerifier: cookie("pkce.code_verifier", journeySeconds),
    state: cookie("state", journeySeconds),
    nonce: cookie("nonce", journeySeconds),
  };
}

/** Whether a request's cookie of this name is, or is a part of, a session's. */
export function isSessionCookie(name: string): boolean {
  return sessionCookie.test(name);
}
