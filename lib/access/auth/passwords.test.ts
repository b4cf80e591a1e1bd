import { expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./passwords";

it("stores passwords as argon2id, with at least OWASP's memory and passes, each with its own salt", async () => {
  const [one, other] = await Promise.all([hashPassword("the same one"), hashPassword("the same one")]);
  const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(one) ?? [];
  expect(Number(memory)).toBeGreaterThanOrEqual(19_456);
  expect(Number(passes)).toBeGreaterThanOrEqual(2);
  expect(one).not.toBe(other);
  expect(await verifyPassword(one, "the same one")).toBe(true);
});

it("compares a password exactly as typed, including case, spaces, and its end", async () => {
  const long = `${"x".repeat(90)} Ä `;
  const hash = await hashPassword(long);
  expect(await verifyPassword(hash, long)).toBe(true);
  for (const near of [long.trim(), long.toLowerCase(), long.slice(0, 72), long.slice(0, 90)]) {
    expect(await verifyPassword(hash, near)).toBe(false);
  }
});
