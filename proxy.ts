import { type NextRequest, NextResponse } from "next/server";
import { databaseAwayPage } from "@/components/shell/database-away-page";
import { unusableAddressPage } from "@/components/shell/unusable-address-page";
import { isSessionCookie } from "@/lib/access/auth/cookies";
import { deviceOf, newDeviceCookie } from "@/lib/access/auth/device-cookie";
import { claimOfRequest } from "@/lib/access/auth/session-claim";
import { agentPageOf, loadAllowedFrames } from "@/lib/agent-page/allowed-frames";
import { waitForDatabase } from "@/lib/health/watch-database";
import { config as settings } from "@/lib/kernel/config";
import { findUnusableInAddress } from "@/lib/kernel/find-unusable";
import { contentSecurityPolicy, framingHeaders } from "@/lib/net/screen-headers";

/** Screens for people who are not signed in. */
const openScreens = /^\/(sign-in|invitation|forgot-password|reset-password)(\/|$)/;

/**
 * Gives each answer its own nonce, and sends who has no session cookie to the sign-in. A cookie proves nothing: each screen,
 * action and stream asks the database who is signed in. While it cannot be asked there is a page that says so.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  if (findUnusableInAddress(pathname, request.nextUrl.searchParams)) return unusableAddressPage(nonce);
  const hasCookie = request.cookies.getAll().some(({ name }) => isSessionCookie(name));
  // An action answers for itself: what somebody has filled in stays on their screen.
  const isAction = request.method === "POST" && request.headers.has("next-action");
  if (!hasCookie && !isAction && !openScreens.test(pathname)) {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return NextResponse.redirect(new URL(`/sign-in${next}`, originOf(request)));
  }
  if (!isAction && !(await waitForDatabase())) {
    return databaseAwayPage(pathname + search, nonce);
  }
  const agentPage = agentPageOf(pathname);
  const frames =
    agentPage === undefined ? undefined : await loadAllowedFrames(await claimOfRequest(request), agentPage);
  const isDevelopment = process.env.NODE_ENV === "development";
  const policy = contentSecurityPolicy({ nonce, isDevelopment, frames });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-patchbay-path", pathname + search);
  // The page shows no frame that this answer wouldn't let in.
  headers.delete("x-patchbay-frames");
  if (frames) headers.set("x-patchbay-frames", `${frames.softphone} ${frames.panel}`);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (frames)
    for (const [name, value] of Object.entries(framingHeaders(frames))) response.headers.set(name, value);
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
