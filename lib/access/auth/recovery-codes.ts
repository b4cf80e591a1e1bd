import { createHash, randomBytes } from "node:crypto";

const recoveryCodeCount = 10;

/** Without letters that look like digits; 32 of them, so that every byte is fair. */
const alphabet = "abcdefghjkmnpqrstuvwxyz234567890";

/** "k3vm-90ab-x2wp-7hqd": 80 bits, so that its hash needs no salt and no stretching. */
function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(16), (byte) => alphabet[byte % alphabet.length]).join("");
  return letters.replace(/(.{4})(?=.)/g, "$1-");
}

export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, newRecoveryCode);
}

/** As it is stored. Undefined for a text that is no recovery code; case, blanks and hyphens don't matter. */
export function hashRecoveryCode(text: string): string | undefined {
  const letters = text.toLowerCase().replace(/[\s-]/g, "");
  if (!/^[a-z0-9]{16}$/.test(letters)) return undefined;
  return createHash("sha256").update(`recovery:${letters}`).digest("hex");
}
