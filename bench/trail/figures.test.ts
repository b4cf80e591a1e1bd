import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "@/scripts/setup/paths.mjs";
import { describeScrolling, describeTrailFigures, limits, median, missedLimits, round } from "./figures";

test("a figure at its limit passes; one above it, or none at all, fails", () => {
  expect(missedLimits(limits)).toEqual([]);
  expect(missedLimits({ ...limits, firstByteMs: 150.1, pageJsKiB: Number.NaN })).toEqual([
    "firstByteMs",
    "pageJsKiB",
  ]);
});

test("each figure has a line that says whether its limit is kept", () => {
  const lines = describeTrailFigures({ ...limits, toSequential: 0.5 })
    .trimEnd()
    .split("\n");
  expect(lines).toHaveLength(11);
  expect(lines.filter((line) => line.endsWith("MISSED"))).toHaveLength(1);
  expect(lines[1]).toMatch(/one after another +0\.5 +at most +0\.4 +MISSED$/);
});

test("scrolling shows its longest task, if there was one", () => {
  expect(describeScrolling(0)).toContain("under 50 ms, at most 200: kept");
  expect(describeScrolling(201)).toContain("201 ms, at most 200: MISSED");
});

test("the median is the middle value in any order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(round(1.005_9)).toBe(1.01);
});

test("the decision about them names each figure with its limit", () => {
  const text = readFileSync(inRoot("docs", "decisions", "how-the-trail-is-measured.md"), "utf8");
  const told = [...text.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| ([\d.,]+) \| \S/gm)].flatMap(
    ([, figures = "", limit = ""]) =>
      [...figures.matchAll(/\w+/g)].map(([figure]) => [figure, Number(limit.replace(",", ""))]),
  );
  expect(Object.fromEntries(told)).toEqual(limits);
});
