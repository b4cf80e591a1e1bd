import { config } from "@/lib/kernel/config";
import { log } from "@/lib/kernel/log";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { passwordResetMail } from "@/lib/mail/password-reset-mail";
import { sendMail } from "@/lib/mail/send-mail";
import { withNobody } from "../tenant/scope";
import { tooWeak } from "./account";
import { hashLinkToken, newLinkToken } from "./link-token";
import { complaintAboutPassword } from "./password-rules";
import { hashPassword } from "./passwords";
import { beginSignIn, type Origin } from "./rate-limit";
import { recordAccountEvent } from "./record-account-event";
import { emailSchema } from "./sign-in";

/** An email arrives within a minute; a link that is handed over might be read the next morning. */
const mailedMinutes = 30;
export const handedOverMinutes = 24 * 60;

export interface PasswordResetLink {
  /** "/reset-password/<token>" */
  path: string;
  expiresAt: Date;
}

/** A link to hand over. The token is told this once. */
export function newResetLink(): PasswordResetLink & { hashedToken: string } {
  const token = newLinkToken();
  return {
    path: `/reset-password/${token}`,
    hashedToken: hashLinkToken(token),
    expiresAt: new Date(Date.now() + handedOverMinutes * 60_000),
  };
}

/**
 * Sends a link to the address when an account has it. Whoever asks is told the same either way, before anything is
 * looked up, so that neither the answer nor its time says which addresses have one: give this to what runs after the
 * answer.
 */
export async function mailResetLink(email: string, origin: Origin): Promise<void> {
  const { mail, publicUrl } = config();
  const parsed = emailSchema.safeParse(email);
  if (!mail || !publicUrl || !parsed.success) return;
  try {
    // Counts for the address like a wrong password, so that no one can make the console send mail to many, or to one
    // repeatedly.
    const attempt = await beginSignIn(`reset:${parsed.data}`, { address: origin.address });
    if ("waitSeconds" in attempt) return;
    const token = newLinkToken();
    const [found] = await withNobody(
      (db) => db.$queryRaw<{ userId: string; name: string }[]>`
        SELECT * FROM app_mail_password_reset(${parsed.data}, ${hashLinkToken(token)}, ${mailedMinutes}::int)`,
    );
    if (!found) return;
    const link = new URL(`/reset-password/${token}`, publicUrl).toString();
    await sendMail(mail, {
      to: parsed.data,
      ...passwordResetMail({ name: found.name, link, minutes: mailedMinutes }),
    });
    await recordAccountEvent(
      { userId: found.userId, name: found.name, address: origin.address },
      "password:reset-mail",
    );
  } catch (err) {
    log.error({ err }, "a password reset link couldn't be sent");
  }
}

export interface PasswordResetOffer {
  email: string;
  name: string;
  expiresAt: Date;
}

interface ResetRow extends PasswordResetOffer {
  userId: string;
  passwordHash: string | null;
}

async function loadRow(token: string): Promise<ResetRow | undefined> {
  const rows = await withNobody(
    (db) => db.$queryRaw<ResetRow[]>`SELECT * FROM app_find_password_reset(${hashLinkToken(token)})`,
  );
  return rows[0];
}

/** Whose password a link's token sets; undefined when it is unknown, used or too old: all look the same. */
export async function loadPasswordReset(token: string): Promise<PasswordResetOffer | undefined> {
  const row = await loadRow(token);
  return row && { email: row.email, name: row.name, expiresAt: row.expiresAt };
}

/**
 * Sets the new password, once. Every session of the account ends. A second factor stays, and is asked for at the
 * sign-in.
 */
export async function resetPassword(
  token: string,
  password: string,
  address: string,
): Promise<Result<{ email: string }>> {
  const row = await loadRow(token);
  if (!row) return fail(linkNotOpen);
  const { email, name, passwordHash: presentHash } = row;
  const complaint = await complaintAboutPassword(password, { email, name, presentHash });
  if (complaint) return fail(tooWeak(complaint));
  const newHash = await hashPassword(password);
  const [used] = await withNobody(
    (db) => db.$queryRaw<{ userId: string | null }[]>`
      SELECT app_use_password_reset(${hashLinkToken(token)}, ${newHash}) AS "userId"`,
  );
  if (!used?.userId) return fail(linkNotOpen);
  await recordAccountEvent({ userId: used.userId, name, address }, "password:reset");
  return succeed({ email });
}

const linkNotOpen: Problem = {
  code: "reset-link-not-found",
  sentence: "This link is invalid, expired, or already used. Your password wasn't changed.",
  wayOut: "Request a new link.",
};
