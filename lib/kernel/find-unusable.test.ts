import { describe, expect, it } from "vitest";
import { findUnusable, findUnusableInAddress, unusableInput } from "./find-unusable";

const form = new FormData();
form.set("note", "a\0b");

describe("an input", () => {
  it.each([
    ["a NUL in a text", { note: "a\0b" }, "nul"],
    ["a NUL in a key", { "a\0": 1 }, "nul"],
    ["a NUL deep inside", { a: [{ b: new Map([["c", new Set(["\0"])]]) }] }, "nul"],
    ["a NUL in a form", form, "nul"],
    ["a lone surrogate", "\ud800", "surrogate"],
    ["half an emoji at the end", { note: "ok \ud83d" }, "surrogate"],
    ["__proto__ as a key", JSON.parse('{"a":{"__proto__":{"isAdmin":true}}}'), "name"],
    ["constructor as a key", { constructor: { prototype: 1 } }, "name"],
    ["__proto__ as a name", { name: "__proto__" }, "name"],
    ["constructor as a name", { name: " constructor " }, "name"],
    ["more values than a form has", Array.from({ length: 100_001 }, () => 1), "size"],
  ])("with %s is refused", (_what, input, found) => {
    expect(findUnusable(input)).toBe(found);
  });

  it("nested without end is refused, and doesn't hang", () => {
    const ring: { inner?: unknown } = {};
    ring.inner = ring;
    expect(findUnusable(ring)).toBe("size");
  });

  it.each([
    ["text of any language", { note: "Grüße, 你好, 👍🏽\n\ttab" }],
    ["a reserved name within a sentence", { note: "The constructor of __proto__ is fine." }],
    ["nothing", undefined],
    [
      "numbers, dates, and files",
      [1, null, true, new Date(), new File(["\0"], "flow.json"), new Uint8Array(9)],
    ],
  ])("with %s passes", (_what, input) => {
    expect(findUnusable(input)).toBeUndefined();
  });

  it("is refused with a message that doesn't repeat it", () => {
    expect(unusableInput("nul").sentence).toBe("The input contains a NUL character. Nothing was changed.");
  });
});

describe("an address", () => {
  it.each([
    ["/acme/contacts/a%00b", "", "nul"],
    ["/acme/contacts", "q=%00", "nul"],
    ["/acme/contacts", "%00=1", "nul"],
    ["/__proto__/contacts", "", "name"],
    ["/acme/contacts", "kind=constructor", "name"],
    ["/acme/contacts", "__proto__=1", "name"],
    ["/acme/%ED%A0%80", "", "surrogate"],
    ["/acme/%zz", "", "surrogate"],
    ["/acme/contacts/9b2f", "q=constructor+of&range=day", undefined],
  ])("%s?%s", (pathname, query, found) => {
    expect(findUnusableInAddress(pathname, new URLSearchParams(query))).toBe(found);
  });
});
