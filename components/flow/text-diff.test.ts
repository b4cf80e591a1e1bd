import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffLines } from "./text-diff";

const text = fc
  .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 30 })
  .map((lines) => lines.join("\n"));

describe("the difference of two texts", () => {
  test("holds both texts, line by line and with their numbers", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const old = lines.filter(({ kind }) => kind !== "new");
        const now = lines.filter(({ kind }) => kind !== "gone");
        expect(old.map((line) => line.text).join("\n")).toBe(before);
        expect(now.map((line) => line.text).join("\n")).toBe(after);
        expect(old.map((line) => ("before" in line ? line.before : 0))).toEqual(
          old.map((_, index) => index + 1),
        );
        expect(now.map((line) => ("after" in line ? line.after : 0))).toEqual(
          now.map((_, index) => index + 1),
        );
      }),
    );
  });

  test("tells nothing of equal texts, and only what changed of others", () => {
    expect(diffLines("a\nb", "a\nb").every(({ kind }) => kind === "same")).toBe(true);
    expect(diffLines("a\nb\nc\nd", "a\nx\nc\nd").map(({ kind }) => kind)).toEqual([
      "same",
      "gone",
      "new",
      "same",
      "same",
    ]);
  });

  test("is as short as can be", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = diffLines(before, after).filter(({ kind }) => kind !== "same").length;
        expect(changes).toBe(fewestChanges(before.split("\n"), after.split("\n")));
      }),
      { numRuns: 50 },
    );
  });

  test("gives up on texts that have little in common, in good time", () => {
    const lines = (word: string) => Array.from({ length: 6_000 }, (_, index) => `${word}${index}`).join("\n");
    expect(diffLines(lines("a"), lines("b"))).toHaveLength(12_000);
  });
});

/** By the longest common part, cell by cell: slow and plain. */
function fewestChanges(old: string[], now: string[]): number {
  let row = Array.from({ length: now.length + 1 }, () => 0);
  for (const one of old) {
    const above = row;
    row = [0];
    for (const [index, other] of now.entries()) {
      row.push(one === other ? (above[index] ?? 0) + 1 : Math.max(above[index + 1] ?? 0, row[index] ?? 0));
    }
  }
  return old.length + now.length - 2 * (row.at(-1) ?? 0);
}
