import { expect, it } from "vitest";
import { mayKeep, mayTellWhy } from "./hook-pace";

const later = (minutes: number) => Date.now() + minutes * 60_000;

function times(count: number, once: () => boolean): boolean[] {
  return Array.from({ length: count }, once);
}

it.each([
  ["an address is told why 60 times", mayTellWhy, 60],
  ["an integration's posts are kept 1200 times", mayKeep, 1_200],
])("%s a minute, and no other is held back", (_, count, max) => {
  const nowMs = later(10);
  expect(new Set(times(max, () => count("one", nowMs)))).toEqual(new Set([true]));
  expect(count("one", nowMs)).toBe(false);
  expect(count("another", nowMs)).toBe(true);
  expect(count("one", nowMs + 59_999)).toBe(false);
  expect(count("one", nowMs + 60_000)).toBe(true);
});

it("addresses without end hold nobody back, and are not all remembered", () => {
  const nowMs = later(20);
  times(61, () => mayTellWhy("first", nowMs));
  for (let one = 0; one < 25_000; one += 1) expect(mayTellWhy(`192.0.2.${one}`, nowMs)).toBe(true);
  expect(mayTellWhy("first", nowMs)).toBe(true);
});
