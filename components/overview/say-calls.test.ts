import { expect, test } from "vitest";
import { sayCalls, sayCodes } from "./say-calls";

const counts = { calls: 24, withFindings: 0, withoutVerdict: 0, codes: [] };

test("the overview says how many calls were looked at, and how many of them say nothing", () => {
  expect(sayCalls(undefined)).toBe("No calls were checked in the last 24 hours.");
  expect(sayCalls(counts)).toBe("24 calls were checked in the last 24 hours: none has findings.");
  expect(sayCalls({ ...counts, calls: 1 })).toMatch(/^1 call was checked/);
  expect(sayCalls({ ...counts, withFindings: 22, withoutVerdict: 1 })).toMatch(
    /: 22 with findings, 1 without a verdict\.$/,
  );
});

test("of many kinds of findings the most frequent are named", () => {
  const codes = ["Transfer failed", "Caller hung up", "Post refused", "Flow changed", "Bypass was on"].map(
    (name, index) => ({ code: `code-${index}`, name, calls: 9 - index }),
  );
  expect(sayCodes({ ...counts, codes })).toBe(
    "9 × Transfer failed, 8 × Caller hung up, 7 × Post refused, 6 × Flow changed and 1 other kind",
  );
});
