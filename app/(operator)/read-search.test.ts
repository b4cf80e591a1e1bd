import { expect, test } from "vitest";
import { readSearch } from "./read-search";

test("an operator's search is trimmed, short, and without NUL, which PostgreSQL refuses", () => {
  expect(readSearch({ find: " ac\0me ", after: "t\0-1" })).toEqual({ text: "acme", after: "t-1" });
  expect(readSearch({ find: "a".repeat(200) }).text).toHaveLength(80);
});

test("the first of a repeated parameter is used, and an absent one is absent", () => {
  expect(readSearch({ find: ["one", "two"] })).toEqual({ text: "one", after: undefined });
});
