import { expect, it } from "vitest";
import { stepAmong } from "./step-among";

it.each([
  ["ArrowRight", 1, 2],
  ["ArrowDown", 3, 3],
  ["ArrowLeft", 1, 0],
  ["ArrowUp", 0, 0],
  ["Home", 2, 0],
  ["End", 0, 3],
])("%s leads from place %i to place %i of four", (key, from, to) => {
  expect(stepAmong(4, from, key)).toBe(to);
});

it("leaves every other key alone, and all of them while nothing inside has the focus", () => {
  expect(stepAmong(4, 1, "Tab")).toBeUndefined();
  expect(stepAmong(4, -1, "ArrowRight")).toBeUndefined();
});
