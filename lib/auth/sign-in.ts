import { z } from "zod";
import { verifyPassword } from "@/lib/auth/passwords";
import { passSignInAttempt, takeSignInAttempt } from "@/lib/auth/rate-limit";
import { fail, type Result, succeed } from "@/lib/result";
import { withNobody } from "@/lib/tenant/scope";

export interface SignedIn {
  id: string;
  email: string;
  name: string;
  isOperator: boolean;
  sessionVersion: number;
}

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .pipe(z.email("This is no e-mail address."));

/** No more is asked of the address than that one can look it up: the first user's has no domain. */
const signInInput = z.object({
  email: z.string().trim().toLowerCase().min(3).max(200),
  password: z.string().min(1).max(200),
});

interface SignInRow extends SignedIn {
  passwordHash: string | null;
}

/**
 * Checks an e-mail address and a password. An unknown address, a disabled account and a wrong password look the same and
 * take the same time.
 *
 * @param address the network address that it comes from
 */
export async function signIn(input: unknown, address: string): Promise<Result<SignedIn>> {
  const parsed = signInInput.safeParse(input);
  if (!parsed.success) return fail(wrongSignIn);
  const { email, password } = parsed.data;
  const attempt = await takeSignInAttempt(email, address);
  if (attempt === undefined) return fail(tooManyAttempts);
  const [found] = await withNobody(
    (db) => db.$queryRaw<SignInRow[]>`SELECT * FROM app_find_sign_in(${email})`,
  );
  const matches = await verifyPassword(found?.passwordHash, password);
  if (!found || !matches) return fail(wrongSignIn);
  await passSignInAttempt(attempt);
  const { passwordHash: _hash, ...user } = found;
  return succeed(user);
}

const wrongSignIn = {
  code: "sign-in-wrong",
  sentence: "The e-mail address or the password is not right.",
  wayOut: "Try again, or ask an administrator for a new invitation.",
};

const tooManyAttempts = {
  code: "sign-in-too-many",
  sentence: "There were too many failed attempts; the password was not looked at.",
  wayOut: "Wait a quarter of an hour and try again.",
};
