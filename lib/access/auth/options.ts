import { headers } from "next/headers";
import type { NextAuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { Provider } from "next-auth/providers/index";
import { isDatabaseUp } from "@/lib/health/watch-database";
import { config, type OidcSettings } from "@/lib/kernel/config";
import { log, newReference } from "@/lib/kernel/log";
import { addressOf } from "./address";
import { cookiesOf } from "./cookies";
import { deviceOf } from "./device-cookie";
import { enterAccount } from "./enter-account";
import { enterByOidc } from "./oidc";
import { recordAccountEvent } from "./record-account-event";
import { claimOf } from "./session-claim";
import { endSession, loadSessionUser, type SessionClaim } from "./session-user";
import { signIn } from "./sign-in";

/** The company's identity provider, among next-auth's. */
export const oidcProviderId = "oidc";

/**
 * next-auth hands the message of what is thrown here to whoever asked, so nothing but codes is thrown: those of a
 * sign-in's problems, "sign-in-too-many:<seconds to wait>", and these. The sign-in screen has a sentence for each.
 */
async function failureOf(err: unknown): Promise<"database-away" | "unexpected"> {
  if (!(await isDatabaseUp())) return "database-away";
  log.error({ err, reference: newReference() }, "a sign-in failed unexpectedly");
  return "unexpected";
}

interface RequestHeaders {
  get(name: string): string | null;
}

function whereFrom(sent: RequestHeaders) {
  return {
    origin: { address: addressOf(sent.get("x-forwarded-for")), device: deviceOf(sent.get("cookie")) },
    userAgent: sent.get("user-agent") ?? undefined,
  };
}

/** A user for next-auth, or the code of why there is none. */
async function enterByPassword(
  credentials: unknown,
  sent: RequestHeaders,
): Promise<{ user: User } | { failure: string }> {
  const { origin, userAgent } = whereFrom(sent);
  const result = await signIn(credentials, origin);
  if (!result.ok) {
    const { code } = result.problem;
    const waitSeconds: unknown = Reflect.get(result.problem, "waitSeconds");
    return { failure: typeof waitSeconds === "number" ? `${code}:${waitSeconds}` : code };
  }
  const { failedAttempts, ...user } = result.value;
  const sessionId = await enterAccount(user, { method: "password", origin, userAgent, failedAttempts });
  return { user: { id: user.id, sessionId, sessionVersion: user.sessionVersion } };
}

function passwordProvider(): Provider {
  return CredentialsProvider({
    name: "Email and password",
    credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
    async authorize(credentials, request) {
      const entered = await enterByPassword(credentials, new Headers(textsOf(request.headers))).catch(
        async (error: unknown) => ({ failure: await failureOf(error) }),
      );
      if ("user" in entered) return entered.user;
      // Reads "CredentialsSignin" on the sign-in screen.
      if (entered.failure === "sign-in-wrong") return null;
      throw new Error(entered.failure);
    },
  });
}

function textsOf(sent: unknown): Record<string, string> {
  const entries = Object.entries(Object(sent) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function oidcProvider({ issuer, clientId, clientSecret, name }: OidcSettings): Provider {
  return {
    id: oidcProviderId,
    name,
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    httpOptions: { timeout: 10_000 },
    // Who this is here, the signIn callback says.
    profile: (claims: { sub: string }) => ({ id: claims.sub, sessionId: "", sessionVersion: 0 }),
  };
}

/**
 * Who is behind the claim; "unknown" when the database couldn't be asked. next-auth takes the cookie away from
 * whoever's check throws, so it never does.
 */
async function checkClaim(claim: SessionClaim) {
  try {
    return await loadSessionUser(claim);
  } catch (err) {
    log.warn({ err }, "a session couldn't be checked");
    return "unknown";
  }
}

let made: NextAuthOptions | undefined;

/**
 * Sign-in by email and password or by the company's identity provider, with a signed cookie whose claim is checked in
 * the database at each use. A claim that doesn't hold becomes an empty token, and an empty token a session without a
 * user: see currentUser. How long a session lasts is the database's to say; the cookie only has to last as long.
 */
export function authOptions(): NextAuthOptions {
  made ??= makeOptions();
  return made;
}

function makeOptions(): NextAuthOptions {
  const { oidc, session, publicUrl } = config();
  const isHttps = publicUrl?.startsWith("https:") === true;
  return {
    useSecureCookies: isHttps,
    cookies: cookiesOf({ isHttps }),
    session: { strategy: "jwt", maxAge: Math.ceil(session.longestSeconds) },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [passwordProvider(), ...(oidc ? [oidcProvider(oidc)] : [])],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.provider !== oidcProviderId) return true;
        const entered = await enterByOidc(profile, whereFrom(await headers())).catch(
          async (error: unknown) => ({ failure: await failureOf(error) }),
        );
        if ("failure" in entered) return `/sign-in?error=${entered.failure}`;
        // The same object is the jwt callback's user.
        const { id, sessionVersion } = entered.user;
        Object.assign(user, { id, sessionVersion, sessionId: entered.sessionId });
        return true;
      },
      async jwt({ token, user }) {
        if (user) return { sub: user.id, sessionId: user.sessionId, sessionVersion: user.sessionVersion };
        const claim = claimOf(token);
        const found = claim && (await checkClaim(claim));
        if (!claim || !found) return {};
        const { userId: sub, sessionId, sessionVersion } = claim;
        // What is unknown is kept, to be checked again at the next request.
        return {
          sub,
          sessionId,
          sessionVersion,
          ...(found === "unknown" ? { isUnchecked: true } : { found }),
        };
      },
      session({ session: { expires }, token }) {
        if (token.isUnchecked) return { expires, isUnchecked: true };
        return token.found ? { expires, user: token.found } : { expires };
      },
      // Redirects only to pages of this console, whatever URL a request asks for.
      redirect({ url, baseUrl }) {
        if (/^\/(?![/\\])/.test(url)) return `${baseUrl}${url}`;
        return URL.canParse(url) && new URL(url).origin === new URL(baseUrl).origin ? url : baseUrl;
      },
    },
    events: {
      async signOut({ token }) {
        const claim = token && claimOf(token);
        if (!claim) return;
        const user = await loadSessionUser(claim);
        await endSession(claim);
        if (user) await recordAccountEvent({ userId: user.id, name: user.name }, "session:sign-out");
      },
    },
    logger: {
      error: (code, metadata) => log.error({ code, err: metadata }, "sign-in or session failed"),
      warn: (code) => log.debug({ code }, "next-auth warns"),
      debug: () => undefined,
    },
  };
}
