import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { databaseAway, waitForDatabase } from "@/lib/health/watch-database";

const handler = NextAuth(authOptions);

/** These say the same with and without the database. */
const needsNoDatabase = /\/api\/auth\/(csrf|providers)$/;

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/**
 * next-auth would take the session cookie away from whoever asks while the database is away, and count a sign-out as done
 * that ended no session. So it is not asked then.
 */
async function answer(request: Request, context: Context): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (needsNoDatabase.test(pathname) || (await waitForDatabase())) return handler(request, context);
  return Response.json(
    // The address is what next-auth's own client reads a failed sign-in from.
    { problem: databaseAway, url: new URL(`/sign-in?error=${databaseAway.code}`, request.url).toString() },
    { status: 503, headers: { "retry-after": "5", "cache-control": "no-store" } },
  );
}

export { answer as GET, answer as POST };
