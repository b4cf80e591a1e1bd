import { expect, it } from "vitest";
import { isSameSecret } from "./is-same-secret";

it("tells a secret from every other text, also one that begins like it, and never takes an empty one", () => {
  expect(isSameSecret("abc", "abc")).toBe(true);
  for (const other of ["", "ab", "abcd", "abd", "äbc"]) expect(isSameSecret("abc", other)).toBe(false);
  expect(isSameSecret("", "")).toBe(false);
});
