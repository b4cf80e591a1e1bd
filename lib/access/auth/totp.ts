import { generateSecret, generateURI, verifySync } from "otplib";
import { renderSVG } from "uqr";

/** How far off a phone's clock may be, in either direction: one step of an authenticator app. */
const toleranceSeconds = 30;

export function newTotpSecret(): string {
  return generateSecret();
}

/**
 * The 30-second step that a code belongs to; undefined when the code is wrong, too old, or of a step that was used
 * already.
 */
export function stepOfCode(
  secret: string,
  code: string,
  { after = 0, atMs = Date.now() }: { after?: number; atMs?: number } = {},
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const checked = verifySync({
    secret,
    token: code,
    epoch: Math.floor(atMs / 1_000),
    epochTolerance: toleranceSeconds,
    afterTimeStep: after,
  });
  return checked.valid && "timeStep" in checked ? checked.timeStep : undefined;
}

/** What an authenticator app scans, and the same as letters for manual entry. */
export function describeTotp(secret: string, email: string): { secret: string; qrCode: string } {
  const address = generateURI({ issuer: "Patchbay", label: email, secret });
  const spaced = secret.replace(/(.{4})(?=.)/g, "$1 ");
  return { secret: spaced, qrCode: renderSVG(address, { border: 2 }) };
}
