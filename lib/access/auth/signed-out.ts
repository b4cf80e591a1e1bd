import type { Problem } from "@/lib/kernel/result";

/** What an action says without a session: it may have ended while a form was filled in, or in another tab. */
export const signedOut: Problem = {
  code: "signed-out",
  sentence: "You're signed out. Nothing was changed.",
  wayOut: "Sign in again in a new tab, then come back and try again. What you entered is still here.",
};
