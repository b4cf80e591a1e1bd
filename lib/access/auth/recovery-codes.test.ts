import { expect, it } from "vitest";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-codes";

it("creates ten different recovery codes of 80 bits", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([a-z2-9]|0){4}(-[a-z0-9]{4}){3}$/);
});

it("accepts a recovery code in any case, with or without spaces and hyphens", () => {
  const [code = ""] = newRecoveryCodes();
  const hash = hashRecoveryCode(code);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hashRecoveryCode(` ${code.toUpperCase().replaceAll("-", " ")} `)).toBe(hash);
});

it.each(["", "123456", "k3vm-90ab", "k3vm-90ab-x2wp-7hqd-aaaa", "k3vm-90ab-x2wp-7hq!"])(
  "%j is no recovery code",
  (text) => expect(hashRecoveryCode(text)).toBeUndefined(),
);
