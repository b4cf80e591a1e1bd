import { toProblem } from "@/lib/access/action";
import { currentUser } from "@/lib/access/auth/session";
import { DatabaseAwayError } from "@/lib/health/watch-database";

export const dynamic = "force-dynamic";

/**
 * Whether the session still counts, for a screen that is left open. Unlike next-auth's own route it sets no cookie, which
 * could come after another sign-in's; and it is no use of the session.
 */
export async function GET(): Promise<Response> {
  try {
    return Response.json({ signedIn: (await currentUser()) !== undefined });
  } catch (error) {
    return Response.json(
      { problem: toProblem(error) },
      { status: error instanceof DatabaseAwayError ? 503 : 500 },
    );
  }
}
