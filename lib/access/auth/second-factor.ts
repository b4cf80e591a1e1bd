import { z } from "zod";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { openSecret, placeOf, sealSecret } from "@/lib/secrets/seal";
import { type TenantDatabase, withUser } from "../tenant/scope";
import { formatWait } from "./format-wait";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-codes";
import { describeTotp, newTotpSecret, stepOfCode } from "./totp";

// Codes are tried by whoever knows the password already, so their failures count for the account, wherever they come
// from.
const freeTries = 5;
const firstWaitSeconds = 5;
const longestWaitSeconds = 15 * 60;

const stored = z.object({ totp: z.string().optional(), pending: z.string().optional() });

const placeFor = (userId: string) => placeOf("SecondFactor", userId, userId, "totp");

async function loadSecrets(db: TenantDatabase, userId: string): Promise<z.infer<typeof stored>> {
  const row = await db.secondFactor.findUnique({ where: { userId }, select: { secrets: true } });
  return row ? stored.parse(row.secrets) : {};
}

export async function hasSecondFactor(userId: string): Promise<boolean> {
  const user = await withUser(userId, (db) =>
    db.user.findUnique({ where: { id: userId }, select: { secondFactorAt: true } }),
  );
  return Boolean(user?.secondFactorAt);
}

/** A new secret for an authenticator app. What the account had stays in force until a code of the new one is proven. */
export async function beginSecondFactor(
  userId: string,
  email: string,
): Promise<{ secret: string; qrCode: string }> {
  const secret = newTotpSecret();
  await withUser(userId, async (db) => {
    const secrets = { ...(await loadSecrets(db, userId)), pending: sealSecret(secret, placeFor(userId)) };
    await db.secondFactor.upsert({ where: { userId }, create: { userId, secrets }, update: { secrets } });
  });
  return describeTotp(secret, email);
}

/** Proves the new secret by a code of it, and puts it in force, with recovery codes that are told this once. */
export async function turnOnSecondFactor(
  userId: string,
  code: string,
): Promise<Result<{ recoveryCodes: string[] }>> {
  return withUser(userId, async (db) => {
    const { pending } = await loadSecrets(db, userId);
    if (!pending) return fail(notBegun);
    const step = stepOfCode(openSecret(pending, placeFor(userId)), code.replace(/\s/g, ""));
    if (step === undefined) return fail(wrongCode);
    await db.secondFactor.update({
      where: { userId },
      data: { secrets: { totp: pending }, lastStep: BigInt(step), failures: 0, failedAt: null },
    });
    await db.$queryRaw`SELECT app_set_own_second_factor(true)::text`;
    return succeed({ recoveryCodes: await replaceRecoveryCodes(db, userId) });
  });
}

export async function turnOffSecondFactor(userId: string): Promise<void> {
  await withUser(userId, (db) => db.$queryRaw`SELECT app_set_own_second_factor(false)::text`);
}

/** A new set; earlier codes stop working. */
export async function renewRecoveryCodes(userId: string): Promise<string[]> {
  return withUser(userId, (db) => replaceRecoveryCodes(db, userId));
}

async function replaceRecoveryCodes(db: TenantDatabase, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.recoveryCode.createMany({
    data: codes.flatMap((code) => {
      const codeHash = hashRecoveryCode(code);
      return codeHash ? [{ userId, codeHash }] : [];
    }),
  });
  return codes;
}

export async function countRecoveryCodes(userId: string): Promise<number> {
  return withUser(userId, (db) => db.recoveryCode.count({ where: { userId, usedAt: null } }));
}

/**
 * Whether this is the authenticator app's code of this moment, or a recovery code: each counts once. Wrong ones make
 * the next one wait, longer each time.
 */
export async function checkSecondFactor(
  userId: string,
  text: string,
): Promise<Result<{ kind: "app" | "recovery-code" }>> {
  return withUser(userId, async (db) => {
    const waitSeconds = await takeTry(db, userId);
    if (waitSeconds > 0) return fail(tooManyCodes(waitSeconds));
    const kind = await openWith(db, userId, text);
    if (!kind) return fail(wrongCode);
    await db.secondFactor.update({ where: { userId }, data: { failures: 0, failedAt: null } });
    return succeed({ kind });
  });
}

/** Counted as failed until it is right; the row's lock makes tries at the same time wait for each other. */
async function takeTry(db: TenantDatabase, userId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ failures: number; sinceSeconds: number | null }[]>`
    SELECT "failures", extract(epoch FROM clock_timestamp() - "failedAt")::float8 AS "sinceSeconds"
      FROM "SecondFactor" WHERE "userId" = ${userId}::uuid FOR UPDATE`;
  if (!row) return 0;
  const { failures, sinceSeconds } = row;
  const wait =
    failures < freeTries ? 0 : Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (failures - freeTries));
  const left = Math.ceil(wait - (sinceSeconds ?? wait));
  if (left > 0) return left;
  await db.secondFactor.update({
    where: { userId },
    // The wait is the longest long before this: the number itself must not run away.
    data: { failures: Math.min(failures + 1, 30), failedAt: new Date() },
  });
  return 0;
}

async function openWith(
  db: TenantDatabase,
  userId: string,
  text: string,
): Promise<"app" | "recovery-code" | undefined> {
  const codeHash = hashRecoveryCode(text);
  if (codeHash) {
    const used = await db.recoveryCode.updateMany({
      where: { userId, codeHash, usedAt: null },
      data: { usedAt: new Date() },
    });
    return used.count === 1 ? "recovery-code" : undefined;
  }
  const row = await db.secondFactor.findUnique({
    where: { userId },
    select: { secrets: true, lastStep: true },
  });
  const { totp } = stored.parse(row?.secrets ?? {});
  if (!row || !totp) return undefined;
  const step = stepOfCode(openSecret(totp, placeFor(userId)), text.replace(/\s/g, ""), {
    after: Number(row.lastStep),
  });
  if (step === undefined) return undefined;
  await db.secondFactor.update({ where: { userId }, data: { lastStep: BigInt(step) } });
  return "app";
}

const wrongCode: Problem = {
  code: "code-wrong",
  sentence: "Incorrect code.",
  wayOut:
    "Enter the current code from your authenticator app. Check that your phone's clock is set automatically.",
};

const notBegun: Problem = {
  code: "second-factor-not-begun",
  sentence: "Setup expired. Nothing was changed.",
  wayOut: "Start again and scan the new code.",
};

function tooManyCodes(waitSeconds: number): Problem & { waitSeconds: number } {
  return {
    code: "sign-in-too-many",
    sentence: "Too many incorrect codes.",
    wayOut: `Try again in ${formatWait(waitSeconds)}.`,
    waitSeconds,
  };
}
