import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFilterPattern } from "./filter-pattern";
import { PatternError } from "./pattern-error";

const entry = JSON.stringify({
  ContactId: "c-1",
  level: "error",
  ms: 12,
  nested: { list: ["a", { b: true }] },
  none: null,
});

describe("a JSON pattern", () => {
  it.each([
    ['{ $.ContactId = "c-1" }', true],
    ['{ $.ContactId = "c-*" }', true],
    ['{ $.ContactId = "c-2" }', false],
    ['{ $.ContactId != "c-2" }', true],
    ["{ $.ms = 12 }", true],
    ["{ $.ms > 11.5 && $.ms <= 12 }", true],
    ['{ $.ContactId = "c-2" || $.ms > 5 && $.level = "error" }', true],
    ['{ ($.ContactId = "c-2" || $.ms > 5) && $.level = "info" }', false],
    ['{ $.nested.list[0] = "a" }', true],
    ["{ $.nested.list[1].b IS TRUE }", true],
    ["{ $.none IS NULL }", true],
    ["{ $.absent NOT EXISTS }", true],
    ["{ $.absent IS NULL }", false],
    ["{ $.level = error }", true],
  ])("%s → %s", (pattern, expected) => {
    expect(readFilterPattern(pattern)(entry)).toBe(expected);
  });

  it("matches no line that isn't one JSON object, such as one with Lambda's prefix", () => {
    expect(readFilterPattern('{ $.ContactId = "c-1" }')(`2026-01-01T00:00:00.000Z\tid\tINFO\t${entry}`)).toBe(
      false,
    );
  });

  it.each(["{ $.a = }", "{ a = 1 }", "{ $.a = 1", "{ $.a ~ 1 }", "{ ($.a = 1 }", "[a, b]", "a-b"])(
    "refuses %s",
    (pattern) => {
      expect(() => readFilterPattern(pattern)).toThrow(PatternError);
    },
  );

  it("finds any text by equality, and only that", () => {
    const text = fc.string({ maxLength: 20 }).filter((one) => !one.includes("*"));
    fc.assert(
      fc.property(text, text, (wanted, found) => {
        const pattern = `{ $.id = "${wanted.replace(/[\\"]/g, "\\$&")}" }`;
        expect(readFilterPattern(pattern)(JSON.stringify({ id: found }))).toBe(wanted === found);
      }),
    );
  });
});

it("finds a word even where a line writes it with escapes", () => {
  const matches = readFilterPattern('{ $.id = "c-1" }');
  expect(matches('{"id":"\\u0063-1"}')).toBe(true);
  expect(matches('{"id":"c-2"}')).toBe(false);
  expect(matches('{"other":"c-1"}')).toBe(false);
});

describe("terms", () => {
  it.each([
    ["", true],
    ["ERROR", true],
    ["error", false],
    ['ERROR "timed out"', true],
    ["ERROR -RequestId", false],
    ["?nothing ?ERROR", true],
    ["?nothing ?neither", false],
  ])("%s → %s", (pattern, expected) => {
    expect(readFilterPattern(pattern)("ERROR RequestId: 1 timed out")).toBe(expected);
  });
});
