import { getServerSession } from "next-auth";
import { cache } from "react";
import { authOptions } from "@/lib/auth/options";
import type { SessionUser } from "@/lib/auth/session-user";

/**
 * Who is signed in, in a page, an action or a route; undefined when nobody is, or no more. Asked once a request, however
 * often it is called. proxy.ts can only see that a cookie is there: whoever shows or changes anything asks here.
 */
export const currentUser = cache(async (): Promise<SessionUser | undefined> => {
  const session = await getServerSession(authOptions);
  return session?.user;
});
