import { headers } from "next/headers";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { DatabaseAwayError, waitForDatabase } from "@/lib/health/watch-database";
import { authOptions } from "./options";
import { type SessionUser, touchSession } from "./session-user";

/**
 * Who is signed in, in a page, an action or a route; undefined when no one is, or no more. Asked once per request,
 * however often it is called. proxy.ts can only see that a cookie is there: whoever shows or changes anything asks
 * here.
 *
 * Throws DatabaseAwayError while the database can't say: that someone is signed out is never guessed.
 */
export const currentUser = cache(async (): Promise<SessionUser | undefined> => {
  if (!(await waitForDatabase())) throw new DatabaseAwayError();
  const session = await getServerSession(authOptions());
  if (session?.isUnchecked) throw new DatabaseAwayError();
  const user = session?.user;
  // proxy.ts names the path of screens and actions, not of what a screen left open asks for by itself.
  if (user && (await headers()).has("x-patchbay-path")) await touchSession(user);
  return user;
});
