import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { withUser } from "../tenant/scope";
import { complaintAboutPassword } from "./password-rules";
import { hashPassword } from "./passwords";
import type { Origin } from "./rate-limit";
import { recordAccountEvent } from "./record-account-event";
import { checkOwnPassword } from "./sign-in";

/** Changes a user's own password, given the current one. All sessions end, including this one. */
export async function changePassword(
  userId: string,
  input: { present: string; next: string },
  origin: Origin,
): Promise<Result<undefined>> {
  const user = await withUser(userId, (db) =>
    db.user.findUnique({ where: { id: userId }, select: { email: true, name: true } }),
  );
  const owner = { email: user?.email ?? "", name: user?.name ?? "" };
  const checked = await checkOwnPassword(owner.email, input.present, origin);
  if (!checked.ok) return checked;
  const complaint =
    input.next === input.present
      ? "Choose a password that you aren't using now."
      : await complaintAboutPassword(input.next, owner);
  if (complaint) return fail(tooWeak(complaint));
  const passwordHash = await hashPassword(input.next);
  await withUser(userId, async (db) => {
    await db.$queryRaw`SELECT app_change_own_password(${passwordHash})`;
    await db.session.deleteMany({ where: { userId } });
  });
  await recordAccountEvent({ userId, name: owner.name, address: origin.address }, "password:change");
  return succeed(undefined);
}

/** False for users who sign in only through the company's identity provider. */
export async function hasOwnPassword(userId: string): Promise<boolean> {
  const [row] = await withUser(
    userId,
    (db) => db.$queryRaw<{ has: boolean }[]>`SELECT app_own_password_hash() IS NOT NULL AS has`,
  );
  return row?.has === true;
}

export function tooWeak(complaint: string): Problem {
  return { code: "password-too-weak", sentence: "Your password wasn't changed.", wayOut: complaint };
}
