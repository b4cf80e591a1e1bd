import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOfEvent, eventOfAddress } from "./event-address";

test("an address leads back to its event, whatever a block's identifier holds", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (id) => {
      expect(eventOfAddress(addressOfEvent(id))).toBe(id);
    }),
  );
});

test("an address that names no event, or is broken, is none", () => {
  expect(eventOfAddress("")).toBeUndefined();
  expect(eventOfAddress("#main")).toBeUndefined();
  expect(eventOfAddress("#event-50%")).toBe("50%");
});
