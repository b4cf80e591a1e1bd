import { createHmac } from "node:crypto";
import { config } from "@/lib/config";
import { withNobody } from "@/lib/tenant/scope";

/** Failed attempts that an e-mail address, and a network address, have within the window. A success starts anew. */
export const signInAllowance = { perEmail: 8, perAddress: 60, windowSeconds: 15 * 60 };

/** Keyed, so that the table tells nobody which addresses were tried. */
function hashEmail(email: string): string {
  return createHmac("sha256", config().authSecret).update(`sign-in:${email.toLowerCase()}`).digest("hex");
}

/**
 * Takes one attempt from the allowance before the password is looked at; undefined when it is used up. Kept in the
 * database, so it holds over all processes, and for attempts at the same time.
 */
export async function takeSignInAttempt(email: string, address: string): Promise<bigint | undefined> {
  const { perEmail, perAddress, windowSeconds } = signInAllowance;
  const [row] = await withNobody(
    (db) => db.$queryRaw<{ attempt: bigint | null }[]>`
      SELECT app_take_sign_in_attempt(
        ${hashEmail(email)}, ${address}, ${perEmail}::int, ${perAddress}::int, ${windowSeconds}::int) AS attempt`,
  );
  return row?.attempt ?? undefined;
}

/** The attempt was right after all: it counts no more, nor do the failures before it for this e-mail. */
export async function passSignInAttempt(attempt: bigint): Promise<void> {
  await withNobody((db) => db.$executeRaw`SELECT app_pass_sign_in(${attempt}::bigint)`);
}
