import { expect, it } from "vitest";
import { holdScreen, isScreenHeld } from "./hold-screen";

it("is held until the last reason has ended, each of which ends once", () => {
  const [one, other] = [holdScreen(), holdScreen()];
  one();
  one();
  expect(isScreenHeld()).toBe(true);
  other();
  expect(isScreenHeld()).toBe(false);
});
