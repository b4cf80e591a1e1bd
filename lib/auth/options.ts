import { randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { addressOf } from "@/lib/auth/address";
import { recordOwnEvent } from "@/lib/auth/record-own-event";
import { endSession, readSessionUser, type SessionClaim, sessionSeconds } from "@/lib/auth/session-user";
import { signIn } from "@/lib/auth/sign-in";
import { log } from "@/lib/log";

function claimOf(token: JWT): SessionClaim | undefined {
  const { sub, sessionId, sessionVersion } = token;
  if (!sub || typeof sessionId !== "string" || typeof sessionVersion !== "number") return undefined;
  return { userId: sub, sessionId, sessionVersion };
}

/**
 * Sign-in by e-mail and password, with a signed cookie whose claim is checked in the database at each use. A claim that does
 * not hold becomes an empty token, and an empty token a session without a user: see currentUser.
 */
export const authOptions: NextAuthOptions = {
  session: { strategy: "jwt", maxAge: sessionSeconds },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      name: "E-mail and password",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      async authorize(credentials, request) {
        const forwarded: unknown = request.headers?.["x-forwarded-for"];
        const address = addressOf(typeof forwarded === "string" ? forwarded : undefined);
        const result = await signIn(credentials, address);
        if (result.ok) {
          const { id: userId, name } = result.value;
          await recordOwnEvent({ userId, name, address }, "session:sign-in");
          return result.value;
        }
        // next-auth hands the message to the sign-in screen as `error`; null reads "CredentialsSignin" there.
        if (result.problem.code === "sign-in-too-many") throw new Error(result.problem.code);
        return null;
      },
    }),
  ],
  callbacks: {
    async jwt({ token, user }) {
      if (user) {
        return { sub: user.id, sessionId: randomUUID(), sessionVersion: user.sessionVersion };
      }
      const claim = claimOf(token);
      const found = claim && (await readSessionUser(claim));
      if (!claim || !found) return {};
      const { name, email, isOperator } = found;
      return {
        sub: claim.userId,
        sessionId: claim.sessionId,
        sessionVersion: claim.sessionVersion,
        name,
        email,
        isOperator,
      };
    },
    session({ session, token }) {
      const { sub, name, email, isOperator } = token;
      if (!sub || !name || !email) return { expires: session.expires };
      return { expires: session.expires, user: { id: sub, name, email, isOperator: isOperator === true } };
    },
  },
  events: {
    async signOut({ token }) {
      const claim = token && claimOf(token);
      if (claim) await endSession(claim);
    },
  },
  logger: {
    error: (code, metadata) => log.error({ code, err: metadata }, "sign-in or session failed"),
    warn: (code) => log.debug({ code }, "next-auth warns"),
    debug: () => undefined,
  },
};
