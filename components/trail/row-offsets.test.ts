import fc from "fast-check";
import { expect, test } from "vitest";
import { rowOffsets, rowsBetween } from "./row-offsets";

const heights = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 200 });

test("exactly the rows that can be seen are drawn, whatever their heights", () => {
  fc.assert(
    fc.property(heights, fc.nat(20_000), fc.nat(2_000), (rows, from, tall) => {
      const offsets = rowOffsets(rows.length, (index) => rows[index] ?? 0);
      const { first, end } = rowsBetween(offsets, from, from + tall);
      for (let row = 0; row < rows.length; row++) {
        const isSeen = (offsets[row + 1] ?? 0) > from && (offsets[row] ?? 0) <= from + tall;
        if (isSeen) expect(row >= first && row < end).toBe(true);
      }
      if (end - first > 2) {
        expect(offsets[first + 1]).toBeGreaterThan(from);
        expect(offsets[end - 1]).toBeLessThanOrEqual(from + tall);
      }
    }),
  );
});

test("above the list its first row is drawn, and of no rows none", () => {
  const offsets = rowOffsets(3, () => 30);
  expect([...offsets]).toEqual([0, 30, 60, 90]);
  expect(rowsBetween(offsets, -500, -100)).toEqual({ first: 0, end: 1 });
  expect(
    rowsBetween(
      rowOffsets(0, () => 30),
      0,
      900,
    ),
  ).toEqual({ first: 0, end: 0 });
});
