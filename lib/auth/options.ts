import { randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { addressOf } from "@/lib/auth/address";
import { recordOwnEvent } from "@/lib/auth/record-own-event";
import { endSession, readSessionUser, type SessionClaim, sessionSeconds } from "@/lib/auth/session-user";
import { signIn } from "@/lib/auth/sign-in";
import { isDatabaseUp } from "@/lib/health/watch-database";
import { log, newReference } from "@/lib/log";

function claimOf(token: JWT): SessionClaim | undefined {
  const { sub, sessionId, sessionVersion } = token;
  if (!sub || typeof sessionId !== "string" || typeof sessionVersion !== "number") return undefined;
  return { userId: sub, sessionId, sessionVersion };
}

/**
 * next-auth hands the message of what `authorize` throws to whoever asked, so nothing but these codes is thrown. The sign-in
 * screen has a sentence for each.
 */
type SignInFailure = "sign-in-too-many" | "database-away" | "unexpected";

async function failureOf(err: unknown): Promise<SignInFailure> {
  if (!(await isDatabaseUp())) return "database-away";
  log.error({ err, reference: newReference() }, "a sign-in failed unexpectedly");
  return "unexpected";
}

async function checkSignIn(credentials: unknown, address: string) {
  try {
    const result = await signIn(credentials, address);
    if (!result.ok) return result;
    const { id: userId, name } = result.value;
    await recordOwnEvent({ userId, name, address }, "session:sign-in");
    return result;
  } catch (error) {
    throw new Error(await failureOf(error));
  }
}

/**
 * Who is behind the claim; "unknown" when the database could not be asked. next-auth takes the cookie away from whoever's
 * check throws, so it never does.
 */
async function checkClaim(claim: SessionClaim) {
  try {
    return await readSessionUser(claim);
  } catch (err) {
    log.warn({ err }, "a session could not be checked");
    return "unknown";
  }
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
        const result = await checkSignIn(credentials, address);
        if (result.ok) return result.value;
        if (result.problem.code === "sign-in-too-many") {
          throw new Error("sign-in-too-many" satisfies SignInFailure);
        }
        // Reads "CredentialsSignin" on the sign-in screen.
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
      const found = claim && (await checkClaim(claim));
      if (!claim || !found) return {};
      // The claim is kept, to be checked again at the next request.
      if (found === "unknown") {
        const { userId: sub, sessionId, sessionVersion } = claim;
        return { sub, sessionId, sessionVersion, isUnchecked: true };
      }
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
      if (token.isUnchecked) return { expires: session.expires, isUnchecked: true };
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
