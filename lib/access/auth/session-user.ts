import { config } from "@/lib/kernel/config";
import { isUuid } from "@/lib/kernel/ids";
import { withUser } from "../tenant/scope";

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  isOperator: boolean;
  /** "required": must be set up before anything else. */
  secondFactor: "on" | "off" | "required";
  session: SessionFacts;
}

export interface SessionFacts {
  id: string;
  /** Of the account at the sign-in: a higher one ends the session. */
  version: number;
  method: SignInMethod;
  /** Milliseconds since 1970, as all times here: they travel through next-auth as JSON. */
  startedAt: number;
  lastSeenAt: number;
  /** When the person last typed their password or a code again. */
  confirmedAt: number | undefined;
}

export type SignInMethod = "password" | "oidc";

/** What a session's cookie claims; not valid until checked against the database. */
export interface SessionClaim {
  userId: string;
  sessionId: string;
  sessionVersion: number;
}

/** A session's use is written down this often: a row that each request writes would be hot. */
const seenEveryMs = 60_000;

/**
 * The user behind a session; undefined when the account is disabled or gone, its password has changed since, the
 * session was signed out, or it has lasted or lain idle too long. Asked at each request: the cookie alone can be a
 * copy.
 */
export async function loadSessionUser(claim: SessionClaim): Promise<SessionUser | undefined> {
  if (!isUuid(claim.userId) || !isUuid(claim.sessionId)) return undefined;
  return withUser(claim.userId, async (db) => {
    const user = await db.user.findUnique({
      where: { id: claim.userId },
      select: {
        id: true,
        email: true,
        name: true,
        isOperator: true,
        disabledAt: true,
        sessionVersion: true,
        secondFactorAt: true,
        sessions: {
          where: { id: claim.sessionId },
          select: { method: true, startedAt: true, lastSeenAt: true, confirmedAt: true },
        },
      },
    });
    const [row] = user?.sessions ?? [];
    if (!user || !row || user.disabledAt || user.sessionVersion !== claim.sessionVersion) return undefined;
    const session: SessionFacts = {
      id: claim.sessionId,
      version: claim.sessionVersion,
      method: row.method === "oidc" ? "oidc" : "password",
      startedAt: row.startedAt.getTime(),
      lastSeenAt: row.lastSeenAt.getTime(),
      confirmedAt: row.confirmedAt?.getTime(),
    };
    if (hasRunOut(session)) return undefined;
    const { id, email, name, isOperator } = user;
    const common = { id, email, name, isOperator, session };
    if (user.secondFactorAt) return { ...common, secondFactor: "on" };
    // The company's provider asks for what it asks for.
    if (session.method === "oidc") return { ...common, secondFactor: "off" };
    const [rule] = await db.$queryRaw<{ rule: string | null }[]>`
      SELECT app_second_factor_rule(${config().isReachable}) AS rule`;
    return { ...common, secondFactor: rule?.rule ? "required" : "off" };
  });
}

function hasRunOut({ startedAt, lastSeenAt }: SessionFacts): boolean {
  const { idleSeconds, longestSeconds } = config().session;
  const now = Date.now();
  return now - startedAt > longestSeconds * 1_000 || now - lastSeenAt > idleSeconds * 1_000;
}

/** Starts a session, and deletes the user's expired ones. */
export async function beginSession(session: {
  userId: string;
  sessionId: string;
  method: SignInMethod;
  address?: string | undefined;
  userAgent?: string | undefined;
}): Promise<void> {
  const { userId, sessionId, method, address, userAgent } = session;
  await withUser(userId, async (db) => {
    const oldest = new Date(Date.now() - config().session.longestSeconds * 1_000);
    await db.session.deleteMany({ where: { userId, startedAt: { lt: oldest } } });
    await db.session.create({
      data: {
        id: sessionId,
        userId,
        method,
        address: address ?? null,
        userAgent: userAgent?.replaceAll("\0", "").slice(0, 300) ?? null,
      },
    });
  });
}

/** Keeps that the session is in use: by a person, not by a stream or a screen that asks by itself. */
export async function touchSession({ id: userId, session }: SessionUser): Promise<void> {
  if (Date.now() - session.lastSeenAt < seenEveryMs) return;
  await withUser(userId, (db) =>
    db.session.updateMany({ where: { id: session.id, userId }, data: { lastSeenAt: new Date() } }),
  );
}

/** Ends one session, including all copies of its cookie. */
export async function endSession({
  userId,
  sessionId,
}: Pick<SessionClaim, "userId" | "sessionId">): Promise<void> {
  if (!isUuid(userId) || !isUuid(sessionId)) return;
  await withUser(userId, (db) => db.session.deleteMany({ where: { id: sessionId, userId } }));
}

/** Ends every session of a user. */
export async function endAllSessions(userId: string): Promise<void> {
  await withUser(userId, async (db) => {
    await db.$executeRaw`SELECT app_end_own_sessions()`;
    await db.session.deleteMany({ where: { userId } });
  });
}
