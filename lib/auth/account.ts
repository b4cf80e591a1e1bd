import { hashPassword, passwordSchema } from "@/lib/auth/passwords";
import { recordOwnEvent } from "@/lib/auth/record-own-event";
import { signIn } from "@/lib/auth/sign-in";
import { fail, type Result, succeed } from "@/lib/result";
import { withUser } from "@/lib/tenant/scope";

/** Changes a user's own password, given the present one. All sessions end, this one too: sign in again. */
export async function changePassword(
  userId: string,
  input: { present: string; next: string },
  address: string,
): Promise<Result<undefined>> {
  const next = passwordSchema.safeParse(input.next);
  if (!next.success) {
    return fail({
      code: "password-too-weak",
      sentence: "The new password was not taken; the present one still holds.",
      wayOut: next.error.issues[0]?.message ?? "Choose another.",
    });
  }
  const user = await withUser(userId, (db) =>
    db.user.findUnique({ where: { id: userId }, select: { email: true } }),
  );
  const checked = await signIn({ email: user?.email ?? "", password: input.present }, address);
  if (!checked.ok) return checked;
  const passwordHash = await hashPassword(next.data);
  await withUser(userId, (db) => db.$queryRaw`SELECT app_change_own_password(${passwordHash})`);
  await recordOwnEvent({ userId, name: checked.value.name, address }, "password:change");
  return succeed(undefined);
}
