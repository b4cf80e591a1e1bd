import { type NextRequest, NextResponse } from "next/server";
import { databaseAwayPage } from "@/components/shell/database-away-page";
import { unusableAddressPage } from "@/components/shell/unusable-address-page";
import { isSessionCookie } from "@/lib/access/auth/cookies";
import { deviceOf, newDeviceCookie } from "@/lib/access/auth/device-cookie";
import { waitForDatabase } from "@/lib/health/watch-database";
import { config as settings } from "@/lib/kernel/config";
import { findUnusableInAddress } from "@/lib/kernel/find-unusable";

/** Screens for people who are not signed in. */
const openScreens = /^\/(sign-in|invitation|forgot-password|reset-password)(\/|$)/;

/** Only scripts that this answer itself brought run; a graph's inline style attributes may, style elements may not. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Gives each answer its own nonce, and sends who has no session cookie to the sign-in. A cookie proves nothing: each screen,
 * action and stream asks the database who is signed in. While it cannot be asked there is a page that says so.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  if (findUnusableInAddress(pathname, request.nextUrl.searchParams)) return unusableAddressPage(nonce);
  const hasCookie = request.cookies.getAll().some(({ name }) => isSessionCookie(name));
  if (!hasCookie && !openScreens.test(pathname)) {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return NextResponse.redirect(new URL(`/sign-in${next}`, originOf(request)));
  }
  // An action answers for itself: what somebody has filled in stays on their screen.
  if (!request.headers.has("next-action") && !(await waitForDatabase())) {
    return databaseAwayPage(pathname + search, nonce);
  }
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-patchbay-path", pathname + search);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  const isFirstVisit = openScreens.test(pathname) && !deviceOf(request.headers.get("cookie"));
  if (isFirstVisit) {
    const isHttps = originOf(request).startsWith("https:");
    response.headers.append("set-cookie", newDeviceCookie(isHttps));
  }
  return response;
}

/**
 * The configured address, under the name that the browser used where it has several: from localhost to 127.0.0.1 the cookie
 * would be lost. No other host gets this far (lib/net/public-host.ts).
 */
function originOf(request: NextRequest): string {
  const { publicUrl } = settings();
  const host = request.headers.get("host");
  return publicUrl && host ? `${new URL(publicUrl).protocol}//${host}` : request.nextUrl.origin;
}

export const config = {
  matcher: [
    "/((?!api/|_next/static|_next/image|favicon.ico|icon.svg$|icon-192.png$|icon-512.png$|manifest.webmanifest$|robots.txt$|healthz$|readyz$).*)",
  ],
};
