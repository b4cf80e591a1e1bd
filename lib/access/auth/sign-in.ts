import { z } from "zod";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { withNobody } from "../tenant/scope";
import { formatWait } from "./format-wait";
import { verifyPassword } from "./passwords";
import { beginSignIn, forgetSignInAttempt, type Origin, passSignIn } from "./rate-limit";
import { type FailedSignIn, recordFailedSignIn } from "./record-failed-sign-in";
import { checkSecondFactor, hasSecondFactor } from "./second-factor";

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
  .pipe(z.email("Enter a valid email address."));

/** PostgreSQL doesn't accept NUL in text. */
const withoutNul = (text: string) => !text.includes("\0");

/** No more is asked of the address than that one can look it up: the first user's has no domain. */
const signInInput = z.object({
  email: z.string().trim().toLowerCase().min(3).max(200).refine(withoutNul),
  password: z.string().min(1).max(200).refine(withoutNul),
  /** Of the authenticator app, or a recovery code. */
  code: z.string().trim().max(40).refine(withoutNul).optional(),
});

interface SignInRow extends SignedIn {
  passwordHash: string | null;
}

interface Checked {
  user: SignedIn;
  /** Still counts as failed. */
  attempt: bigint;
}

/**
 * Checks a password alone. An unknown address, a disabled account and a wrong password look the same and take the same
 * time.
 */
async function checkPassword(
  email: string,
  password: string,
  origin: Origin,
  action: FailedSignIn,
): Promise<Result<Checked>> {
  const attempt = await beginSignIn(email, origin);
  if ("waitSeconds" in attempt) return fail(tooManyAttempts(attempt.waitSeconds));
  const [found] = await withNobody(
    (db) => db.$queryRaw<SignInRow[]>`SELECT * FROM app_find_sign_in(${email})`,
  );
  const matches = await verifyPassword(found?.passwordHash, password);
  if (!found || !matches) {
    recordFailedSignIn(email, { action, factor: "password", address: origin.address });
    return fail(wrongSignIn);
  }
  const { passwordHash: _hash, ...user } = found;
  return succeed({ user, attempt: attempt.id });
}

export interface PassedSignIn extends SignedIn {
  /** Wrong passwords and codes since the last sign-in. */
  failedAttempts: number;
}

/**
 * Checks an email address, a password and, where the account has a second factor, a code. Without the code, and with
 * the right password, the problem is "sign-in-code-needed".
 */
export async function signIn(input: unknown, origin: Origin): Promise<Result<PassedSignIn>> {
  const parsed = signInInput.safeParse(input);
  if (!parsed.success) return fail(wrongSignIn);
  const { email, password, code } = parsed.data;
  const checked = await checkPassword(email, password, origin, "session:sign-in-failed");
  if (!checked.ok) return checked;
  const { user, attempt } = checked.value;
  if (await hasSecondFactor(user.id)) {
    if (!code) {
      await forgetSignInAttempt(attempt);
      return fail(codeNeeded);
    }
    const opened = await checkSecondFactor(user.id, code);
    if (!opened.ok) {
      recordFailedSignIn(email, {
        action: "session:sign-in-failed",
        factor: "code",
        address: origin.address,
      });
      return opened;
    }
  }
  return succeed({ ...user, failedAttempts: await passSignIn(email, attempt) });
}

/** Checks the password of someone who is signed in already; wrong ones count like those of a sign-in. */
export async function checkOwnPassword(
  email: string,
  password: string,
  origin: Origin,
): Promise<Result<SignedIn>> {
  const parsed = signInInput.safeParse({ email, password });
  if (!parsed.success) return fail(wrongPassword);
  const checked = await checkPassword(
    parsed.data.email,
    parsed.data.password,
    origin,
    "session:confirm-failed",
  );
  if (!checked.ok) return checked.problem.code === wrongSignIn.code ? fail(wrongPassword) : checked;
  await passSignIn(parsed.data.email, checked.value.attempt);
  return succeed(checked.value.user);
}

const wrongSignIn: Problem = {
  code: "sign-in-wrong",
  sentence: "Incorrect email address or password.",
  wayOut: "Try again, or reset your password.",
};

const wrongPassword: Problem = {
  code: "password-wrong",
  sentence: "Incorrect password. Nothing was changed.",
  wayOut: "Enter the password that you sign in with.",
};

const codeNeeded: Problem = {
  code: "sign-in-code-needed",
  sentence: "This account uses two-step authentication.",
  wayOut: "Enter the code from your authenticator app.",
};

function tooManyAttempts(waitSeconds: number): Problem & { waitSeconds: number } {
  return {
    code: "sign-in-too-many",
    sentence: "Too many failed attempts.",
    wayOut: `Try again in ${formatWait(waitSeconds)}.`,
    waitSeconds,
  };
}
