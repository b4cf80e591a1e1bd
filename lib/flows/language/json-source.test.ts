import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indented, withoutSpace } from "../edit/edit-json";
import { arbitraryJson } from "./arbitrary-source";
import { type JsonNode, lineAndColumn, parseJson } from "./json-source";

/** The value again, by the places alone; of equal keys the last counts. */
function readAgain(node: JsonNode, text: string): unknown {
  if (node.kind === "array") return node.items.map((item) => readAgain(item, text));
  if (node.kind === "object") {
    const value: Record<string, unknown> = {};
    for (const { key, value: inner } of node.members) {
      Object.defineProperty(value, key.value, {
        value: readAgain(inner, text),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return value;
  }
  return JSON.parse(text.slice(node.start, node.end));
}

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("parseJson", () => {
  it("finds every value at its place", () => {
    fc.assert(
      fc.property(arbitraryJson, (text) => {
        const read = parseJson(text);
        expect(read.ok && readAgain(read.root, text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("accepts what JSON.parse accepts, and nothing else", () => {
    const broken = fc
      .tuple(arbitraryJson, fc.nat(), fc.constantFrom("", '"', "{", "]", ",", "\\", "1", "\u0000", "-", ":"))
      .map(([text, at, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + 1);
      });
    fc.assert(
      fc.property(broken, (text) => {
        expect(parseJson(text).ok).toBe(accepts(text));
      }),
      { numRuns: 500 },
    );
  });

  it("says where a text breaks", () => {
    const text = '{\r\n  "a": 1,\n  "b" 2\n}';
    const read = parseJson(text);
    expect(read).toMatchObject({ ok: false, reason: "a colon was expected" });
    expect(read.ok ? undefined : lineAndColumn(text, read.offset)).toEqual({ line: 3, column: 7 });
  });

  it("refuses what is nested to exhaust it", () => {
    expect(parseJson("[".repeat(100_000))).toMatchObject({ ok: false });
  });
});

describe("changing the space alone", () => {
  it("keeps every literal as it was written", () => {
    const space = /[ \t\r\n]/;
    fc.assert(
      fc.property(arbitraryJson, (text) => {
        for (const rewritten of [withoutSpace(text), indented(text)]) {
          expect(JSON.parse(rewritten)).toEqual(JSON.parse(text));
          expect(withoutSpace(rewritten)).toBe(withoutSpace(text));
        }
        expect(withoutSpace(text).length).toBeLessThanOrEqual(text.length);
        if (!space.test(text)) expect(withoutSpace(text)).toBe(text);
      }),
    );
  });
});
