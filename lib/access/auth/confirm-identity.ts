import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { withUser } from "../tenant/scope";
import { hasOwnPassword } from "./account";
import type { Origin } from "./rate-limit";
import { recordAccountEvent } from "./record-account-event";
import { recordFailedSignIn } from "./record-failed-sign-in";
import { checkSecondFactor } from "./second-factor";
import type { SessionUser } from "./session-user";
import { checkOwnPassword } from "./sign-in";

/** How long one confirmation lasts: setting something up takes several secrets. */
const confirmedForMs = 5 * 60_000;

/** Whether the person at this session confirmed their identity within the last minutes. */
export function isConfirmed({ session }: SessionUser, now = Date.now()): boolean {
  // Who signs in by the company's provider may have nothing else to show: there a sign-in of this moment counts.
  const at = session.confirmedAt ?? (session.method === "oidc" ? session.startedAt : undefined);
  return at !== undefined && now - at < confirmedForMs;
}

/**
 * Whether the sign-in itself was within minutes: who has just typed a password isn't asked for it again to add a
 * factor.
 */
export function isFresh({ session }: SessionUser, now = Date.now()): boolean {
  return now - session.startedAt < confirmedForMs;
}

/** What this person can confirm with; undefined if they have to sign in again. */
export async function wayToConfirm(user: SessionUser): Promise<"code" | "password" | undefined> {
  if (user.secondFactor === "on") return "code";
  return (await hasOwnPassword(user.id)) ? "password" : undefined;
}

/** Takes a code of the second factor, or the password of who has none. Wrong ones count like those of a sign-in. */
export async function confirmIdentity(
  user: SessionUser,
  answer: string,
  origin: Origin,
): Promise<Result<undefined>> {
  const way = await wayToConfirm(user);
  if (!way) return fail(signInAgain);
  const checked =
    way === "code"
      ? await checkSecondFactor(user.id, answer)
      : await checkOwnPassword(user.email, answer, origin);
  if (!checked.ok) {
    if (way === "code") {
      recordFailedSignIn(user.email, {
        action: "session:confirm-failed",
        factor: "code",
        address: origin.address,
      });
    }
    return checked;
  }
  await withUser(user.id, (db) =>
    db.session.updateMany({
      where: { id: user.session.id, userId: user.id },
      data: { confirmedAt: new Date() },
    }),
  );
  await recordAccountEvent({ userId: user.id, name: user.name, address: origin.address }, "session:confirm");
  return succeed(undefined);
}

/** What an action returns if it needs a confirmation first. The page then asks for it and retries. */
export const confirmationNeeded: Problem = {
  code: "confirm-identity",
  sentence: "Confirm your identity.",
  wayOut: "Enter your password or a code from your authenticator app, then try again.",
};

const signInAgain: Problem = {
  code: "confirm-by-sign-in",
  sentence: "Your account has no password and no authenticator app to confirm with.",
  wayOut: "Sign out, sign in again, and try again within five minutes.",
};
