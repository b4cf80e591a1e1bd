import { isUuid, withUser } from "@/lib/tenant/scope";

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  isOperator: boolean;
}

/** What a session's cookie says; worth nothing until the database agrees. */
export interface SessionClaim {
  userId: string;
  sessionId: string;
  sessionVersion: number;
}

/** The longest that a session lives without a new sign-in, and how long a signed-out one must be remembered. */
export const sessionSeconds = 7 * 24 * 60 * 60;

/**
 * The user behind a session; undefined when the account is disabled or gone, its password has changed since, or the session
 * was signed out. Asked at each request: the cookie alone can be a copy.
 */
export async function readSessionUser(claim: SessionClaim): Promise<SessionUser | undefined> {
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
        endedSessions: { where: { id: claim.sessionId }, select: { id: true } },
      },
    });
    if (!user || user.disabledAt || user.sessionVersion !== claim.sessionVersion) return undefined;
    if (user.endedSessions.length > 0) return undefined;
    return { id: user.id, email: user.email, name: user.name, isOperator: user.isOperator };
  });
}

/** Ends one session, wherever copies of its cookie lie. */
export async function endSession({
  userId,
  sessionId,
}: Pick<SessionClaim, "userId" | "sessionId">): Promise<void> {
  if (!isUuid(userId) || !isUuid(sessionId)) return;
  await withUser(userId, async (db) => {
    // Older ones have run out by themselves.
    await db.endedSession.deleteMany({
      where: { endedAt: { lt: new Date(Date.now() - 2 * sessionSeconds * 1_000) } },
    });
    await db.endedSession.createMany({ data: [{ id: sessionId, userId }], skipDuplicates: true });
  });
}

/** Ends every session of a user. */
export async function endAllSessions(userId: string): Promise<void> {
  await withUser(userId, (db) => db.$executeRaw`SELECT app_end_own_sessions()`);
}
