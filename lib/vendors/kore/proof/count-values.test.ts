import { expect, it } from "vitest";
import { hasAtMostValues } from "./count-values";

const never = new AbortController().signal;
const has = (json: string, max: number) => hasAtMostValues(Buffer.from(json), max, never);

it.each([
  ["1", 1],
  ["[]", 2],
  ["[1,2]", 3],
  ['{"a":{"b":[0]}}', 4],
  ['["[{,"]', 2],
  [String.raw`["\",[{"]`, 2],
  [String.raw`["\\",[1]]`, 4],
])("counts the values of %s, and none in its texts", async (json, count) => {
  expect(await has(json, count)).toBe(true);
  expect(await has(json, count - 1)).toBe(false);
});

it("stops when nobody waits any longer", async () => {
  await expect(hasAtMostValues(Buffer.from("[1]"), 9, AbortSignal.abort())).rejects.toThrow();
});
