import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { nothingHere } from "@/components/define-route";
import { authOptions, oidcProviderId } from "@/lib/access/auth/options";
import { databaseAway, waitForDatabase } from "@/lib/health/watch-database";

/**
 * All that is answered here. next-auth has more: pages of its own, and a log that anyone on the network may write into.
 */
const answered: Record<string, readonly string[]> = {
  GET: ["csrf", "providers", "session", `callback/${oidcProviderId}`],
  POST: ["callback/credentials", `signin/${oidcProviderId}`, "signout"],
};

/** These say the same with and without the database. */
const needsNoDatabase = ["csrf", "providers"];

/** A sign-in is an address, a password, a code and a token: far less. */
const largestBodyBytes = 16_384;

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/**
 * next-auth would take the session cookie away from whoever asks while the database is away, and count a sign-out as
 * done that ended no session. So it isn't asked then.
 */
async function answer(request: Request, context: Context): Promise<Response> {
  const path = (await context.params).nextauth.join("/");
  if (request.method === "GET" && path === "error")
    return toSignIn(new URL(request.url).searchParams.get("error"));
  if (!answered[request.method]?.includes(path)) return nothingHere();
  const whole = await readWhole(request);
  if (!whole) return new Response(null, { status: 413, headers: { connection: "close" } });
  if (needsNoDatabase.includes(path) || (await waitForDatabase())) {
    return NextAuth(authOptions())(whole, context);
  }
  return Response.json(
    // The address is what next-auth's own client reads a failed sign-in from.
    { problem: databaseAway, url: new URL(`/sign-in?error=${databaseAway.code}`, request.url).toString() },
    { status: 503, headers: { "retry-after": "5", "cache-control": "no-store" } },
  );
}

/** Where next-auth leads when a sign-in at the identity provider failed. */
function toSignIn(code: string | null): Response {
  const location = `/sign-in?error=${encodeURIComponent(code ?? "unexpected")}`;
  return new Response(null, { status: 302, headers: { location } });
}

/** The same request with its form read, at most so much of it; undefined when there is more, or something else. */
async function readWhole(request: Request): Promise<NextRequest | undefined> {
  const { url, method, headers } = request;
  if (method !== "POST") return new NextRequest(url, { method, headers });
  if (!headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) return undefined;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const read = await reader?.read();
    if (!read || read.done) break;
    bytes += read.value.byteLength;
    if (bytes > largestBodyBytes) {
      await reader?.cancel();
      return undefined;
    }
    parts.push(read.value);
  }
  return new NextRequest(url, { method, headers, body: Buffer.concat(parts) });
}

export { answer as GET, answer as POST };
