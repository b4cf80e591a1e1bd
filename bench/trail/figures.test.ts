import { expect, test } from "vitest";
import { describeScrolling, describeTrailFigures, limits, median, missedLimits, round } from "./figures";

test("a figure at its limit keeps it; one above, or none at all, misses it", () => {
  expect(missedLimits(limits)).toEqual([]);
  expect(missedLimits({ ...limits, firstByteMs: 150.1, pageJsKiB: Number.NaN })).toEqual([
    "firstByteMs",
    "pageJsKiB",
  ]);
});

test("each figure has a line, and says whether it is kept", () => {
  const lines = describeTrailFigures({ ...limits, toSequential: 0.5 })
    .trimEnd()
    .split("\n");
  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => line.endsWith("MISSED"))).toHaveLength(1);
  expect(lines[1]).toMatch(/one after another +0\.5 +at most +0\.4 +MISSED$/);
});

test("scrolling says its longest task, where there was one at all", () => {
  expect(describeScrolling(0)).toContain("under 50 ms, at most 200: kept");
  expect(describeScrolling(201)).toContain("201 ms, at most 200: MISSED");
});

test("the median is the middle, whatever the order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(round(1.005_9)).toBe(1.01);
});
