import { expect, test } from "vitest";
import { nameUncertain } from "./name-uncertain";

test("events apart from the timeline are named by letters, each differently", () => {
  expect([0, 1, 25, 26, 27, 51, 52].map(nameUncertain)).toEqual(["A", "B", "Z", "AA", "AB", "AZ", "BA"]);
  const names = Array.from({ length: 2_000 }, (_, index) => nameUncertain(index));
  expect(new Set(names).size).toBe(names.length);
});
