import { createHmac } from "node:crypto";
import { config } from "@/lib/kernel/config";
import { withNobody } from "../tenant/scope";

/**
 * Wrong passwords and codes that are free, for one account from one address (or on one known device), and for one
 * address over all accounts; then each further failure doubles the wait.
 */
export const signInAllowance = {
  perAccount: 5,
  perAddress: 60,
  firstWaitSeconds: 5,
  longestWaitSeconds: 15 * 60,
};

/** Where an attempt comes from. */
export interface Origin {
  address: string;
  /** The hash of a device's token (deviceOf). */
  device?: string | undefined;
}

/** Keyed, so that the table tells no one which addresses were tried. */
function hashEmail(email: string): string {
  return createHmac("sha256", config().authSecret).update(`sign-in:${email.toLowerCase()}`).digest("hex");
}

/** A household or server usually has a whole /64, so its addresses count as one. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

export type Attempt = { id: bigint } | { waitSeconds: number };

/**
 * Counts an attempt before the password is checked, or returns how long to wait. Kept in the database, so it holds over
 * all processes, and for attempts at the same time.
 */
export async function beginSignIn(email: string, { address, device }: Origin): Promise<Attempt> {
  const { perAccount, perAddress, firstWaitSeconds, longestWaitSeconds } = signInAllowance;
  const [row] = await withNobody(
    (db) => db.$queryRaw<{ attempt: bigint | null; waitSeconds: number }[]>`
      SELECT * FROM app_begin_sign_in(
        ${hashEmail(email)}, ${email}, ${networkOf(address)}, ${device ?? null}, ${perAccount}::int,
        ${perAddress}::int, ${firstWaitSeconds}::float8, ${longestWaitSeconds}::float8)`,
  );
  if (typeof row?.attempt === "bigint") return { id: row.attempt };
  return { waitSeconds: row?.waitSeconds ?? longestWaitSeconds };
}

/**
 * The attempt succeeded: it no longer counts, and neither do the failures before it. Returns how many of those there
 * were since the last success, from anywhere.
 */
export async function passSignIn(email: string, attempt: bigint): Promise<number> {
  return withNobody(async (db) => {
    const [row] = await db.$queryRaw<{ failed: number }[]>`
      SELECT app_count_failed_sign_ins(${hashEmail(email)}, ${attempt}::bigint) AS failed`;
    await db.$executeRaw`SELECT app_pass_sign_in(${attempt}::bigint)`;
    return row?.failed ?? 0;
  });
}

/** The password was correct and the code is still to come: the attempt isn't counted. */
export async function forgetSignInAttempt(attempt: bigint): Promise<void> {
  await withNobody((db) => db.$executeRaw`SELECT app_forget_sign_in_attempt(${attempt}::bigint)`);
}
