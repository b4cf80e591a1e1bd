import { expect, test } from "vitest";
import { isBehind } from "./scan-store";

const now = new Date("2026-11-28T20:50:00.000Z");
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test("a list of findings is behind when its period has minutes that no scan has looked at", () => {
  expect(isBehind(undefined, now, true, now)).toBe(true);
  expect(isBehind(at(-5), now, true, now)).toBe(true);
  // What has just ended has lines that still arrive.
  expect(isBehind(at(-1), now, true, now)).toBe(false);
});

test("a period of the past is not behind once a scan has passed it", () => {
  expect(isBehind(at(-60), at(-90), true, now)).toBe(false);
  expect(isBehind(at(-120), at(-90), true, now)).toBe(true);
});

test("nothing is scanned by itself where nothing is deployed", () => {
  expect(isBehind(undefined, now, false, now)).toBe(false);
});
