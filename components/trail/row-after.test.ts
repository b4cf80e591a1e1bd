import { expect, test } from "vitest";
import type { ScreenEvent } from "@/lib/contacts/trail/screen-report";
import { sharedHops } from "@/lib/hops/shared-hops";
import { rowAfter } from "./row-after";
import { rowsByHop, rowsByTime } from "./time-line-rows";

const rows = rowsByTime((["info", "bad", "good", "attention", "unknown"] as const).map(make));

test("the arrow keys, j and k go from row to row and stay at the ends", () => {
  expect([rowAfter(rows, 1, "ArrowDown"), rowAfter(rows, 1, "j")]).toEqual([2, 2]);
  expect([rowAfter(rows, 1, "ArrowUp"), rowAfter(rows, 1, "k")]).toEqual([0, 0]);
  expect([rowAfter(rows, 0, "k"), rowAfter(rows, 4, "j")]).toEqual([undefined, undefined]);
  expect([rowAfter(rows, 2, "Home"), rowAfter(rows, 2, "End")]).toEqual([0, 4]);
  expect(rowAfter(rows, -1, "j")).toBe(0);
});

test("n goes to the next failure, and after the last to the first", () => {
  expect([-1, 1, 3].map((at) => rowAfter(rows, at, "n"))).toEqual([1, 3, 1]);
  expect(rowAfter(rowsByTime([make("good", 0)]), 0, "n")).toBeUndefined();
});

test("n passes over the line that sums up a hop", () => {
  const byHop = rowsByHop([make("good", 0), make("bad", 1)], sharedHops, new Set());
  expect(byHop.map(({ kind }) => kind)).toEqual(["hop", "event", "event"]);
  expect(rowAfter(byHop, 0, "n")).toBe(2);
});

test("other keys lead nowhere, and an empty list has no row to go to", () => {
  expect(rowAfter(rows, 1, "x")).toBeUndefined();
  for (const key of ["j", "k", "n", "Home", "End"]) expect(rowAfter([], -1, key)).toBeUndefined();
});

function make(severity: ScreenEvent["severity"], index: number): ScreenEvent {
  return {
    id: `${index}`,
    hop: "flow",
    severity,
    at: "2026-11-04T09:40:02.118Z",
    source: "flow-log",
    title: "",
  };
}
