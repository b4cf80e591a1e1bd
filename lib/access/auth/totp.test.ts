import { describe, expect, it } from "vitest";
import { describeTotp, newTotpSecret, stepOfCode } from "./totp";

// RFC 6238, appendix B: the secret "12345678901234567890" with SHA-1; the last six of its eight digits.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const vectors: [number, string][] = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
];

describe("a code of an authenticator app", () => {
  it.each(vectors)("from the standard's own examples is valid at its time: %i s", (seconds, code) => {
    expect(stepOfCode(secret, code, { atMs: seconds * 1_000 })).toBe(Math.floor(seconds / 30));
  });

  it("is valid half a minute before and after, and no longer", () => {
    const at = 1_111_111_111_000;
    const hold = (seconds: number) =>
      stepOfCode(secret, "050471", { atMs: at + seconds * 1_000 }) !== undefined;
    expect([-60, -30, 0, 30, 60].map(hold)).toEqual([false, true, true, true, false]);
  });

  it("is accepted once, and not again after its own step or an earlier one", () => {
    const at = { atMs: 1_111_111_111_000 };
    const step = stepOfCode(secret, "050471", at) ?? 0;
    expect(stepOfCode(secret, "050471", { ...at, after: step })).toBeUndefined();
    expect(stepOfCode(secret, "050471", { ...at, after: step - 1 })).toBe(step);
  });

  it.each(["", "12345", "1234567", "abcdef", "०१२३४५", "050 47"])(
    "has six digits, and %j isn't one",
    (text) => {
      expect(stepOfCode(secret, text, { atMs: 1_111_111_111_000 })).toBeUndefined();
    },
  );

  it("comes from a secret of 160 bits, shown as a QR code and as letters", () => {
    const made = newTotpSecret();
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    const told = describeTotp(made, "ada@example.com");
    expect(told.secret.replaceAll(" ", "")).toBe(made);
    expect(told.qrCode).toMatch(/^<svg /);
  });
});
