import { expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./passwords";

it("passwords are kept as argon2id, with at least OWASP's memory and passes, and a salt of their own", async () => {
  const [one, other] = await Promise.all([hashPassword("the same one"), hashPassword("the same one")]);
  const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(one) ?? [];
  expect(Number(memory)).toBeGreaterThanOrEqual(19_456);
  expect(Number(passes)).toBeGreaterThanOrEqual(2);
  expect(one).not.toBe(other);
  expect(await verifyPassword(one, "the same one")).toBe(true);
});

it("a password counts as it was typed: case, blanks and its end, too", async () => {
  const long = `${"x".repeat(90)} Ä `;
  const hash = await hashPassword(long);
  expect(await verifyPassword(hash, long)).toBe(true);
  for (const near of [long.trim(), long.toLowerCase(), long.slice(0, 72), long.slice(0, 90)]) {
    expect(await verifyPassword(hash, near)).toBe(false);
  }
});
