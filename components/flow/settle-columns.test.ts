import { expect, test } from "vitest";
import { settleColumns } from "./settle-columns";

test("links don't cross where another order of the rows avoids it", () => {
  const rows = [["a"], ["b0", "b1", "b2"], ["c0", "c1", "c2"], ["d0", "d1"]];
  const links = [
    ...[["a", "b0"] as const, ["a", "b1"] as const, ["a", "b2"] as const],
    ...[["b0", "c0"] as const, ["b2", "c0"] as const, ["b1", "c1"] as const, ["b0", "c2"] as const],
    ...[["c1", "d0"] as const, ["c1", "d1"] as const],
  ];
  const middles = settleColumns(rows, links, () => 100, 20);
  const at = (item: string) => middles.get(item) ?? Number.NaN;
  const crossing = links.flatMap(([upper, lower], index) =>
    links
      .slice(index + 1)
      .filter(([from, to]) => from[0] === upper[0] && (at(upper) - at(from)) * (at(lower) - at(to)) < 0)
      .map(([from, to]) => `${upper}–${lower} and ${from}–${to}`),
  );
  expect(crossing).toEqual([]);
});
