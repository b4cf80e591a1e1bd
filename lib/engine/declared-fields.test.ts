import { expect, it } from "vitest";
import { type DeclaredField, departs, departuresOf, noValue } from "./declared-fields";

const fields: DeclaredField[] = [
  { path: "layers", kept: "fixed", value: noValue },
  { path: "stage.cache", kept: "fixed", value: "false" },
  { path: "key", kept: "reported", value: noValue, why: "Somebody set a key.", wayOut: "Ask them." },
];

it("finds nothing where everything is at its value, and nothing counts as none", () => {
  expect(departuresOf(fields, { layers: "", "stage.cache": false, key: undefined })).toEqual([]);
});

it("tells what is there and what should be, and of what is only reported why and what to do", () => {
  expect(departuresOf(fields, { layers: "one", "stage.cache": true, key: "theirs" })).toEqual([
    { path: "layers", before: "one", after: noValue },
    { path: "stage.cache", before: "true", after: "false" },
    {
      path: "key",
      before: "theirs",
      after: noValue,
      left: { why: "Somebody set a key.", wayOut: "Ask them." },
    },
  ]);
});

it("asks for a correction below a path, and never for what is only reported", () => {
  const departures = departuresOf(fields, { "stage.cache": true, key: "theirs" });
  expect(departs(departures, "stage")).toBe(true);
  expect(departs(departures, "layers")).toBe(false);
  expect(departs(departures, "key")).toBe(false);
  expect(departs(undefined, "stage")).toBe(false);
});

it("accepts no undeclared field", () => {
  expect(() => departuresOf(fields, { other: "x" })).toThrow(/not declared/);
});
