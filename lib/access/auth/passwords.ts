import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";

/** 19 MiB, two passes: OWASP's least for argon2id, which is this package's default kind. About 30 ms on a laptop. */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Long rather than complicated (NIST SP 800-63B); the maximum limits the cost of hashing. */
export const passwordSchema = z
  .string()
  .min(12, "Use at least 12 characters.")
  .max(200, "Use at most 200 characters.");

export function hashPassword(password: string): Promise<string> {
  return hash(password, strength);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password is the one of this hash. Without a hash (no one has this email) it still spends the same time,
 * so that the time tells no one which addresses have an account.
 */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const matches = await verify(passwordHash ?? (await decoy), password).catch(() => false);
  return matches && Boolean(passwordHash);
}
