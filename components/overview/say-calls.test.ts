import { expect, test } from "vitest";
import { sayCalls } from "./say-calls";

const counts = { calls: 24, withFindings: 0, withoutVerdict: 0 };

test("the overview says how many calls were looked at, and how many of them say nothing", () => {
  expect(sayCalls(undefined)).toBe(
    "No call of the last 24 hours has been scanned for findings yet. Calls are scanned within minutes of their end.",
  );
  expect(sayCalls(counts)).toBe("24 calls were scanned in the last 24 hours: no findings.");
  expect(sayCalls({ ...counts, calls: 1 })).toMatch(/^1 call was scanned/);
  expect(sayCalls({ ...counts, withFindings: 22, withoutVerdict: 1 })).toMatch(
    /: 22 with findings, 1 without a verdict\.$/,
  );
});
