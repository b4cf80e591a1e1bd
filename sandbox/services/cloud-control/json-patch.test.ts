import { expect, it } from "vitest";
import { applyPatch, PatchError } from "./json-patch";

const document = { name: "one", tags: [{ k: "a" }, { k: "b" }], deep: { "a/b": { "c~d": 1 } } };

it.each([
  ["adds a member", [{ op: "add", path: "/more", value: true }], { ...document, more: true }],
  [
    "adds to a list, in between and at its end",
    [
      { op: "add", path: "/tags/1", value: { k: "x" } },
      { op: "add", path: "/tags/-", value: { k: "z" } },
    ],
    { ...document, tags: [{ k: "a" }, { k: "x" }, { k: "b" }, { k: "z" }] },
  ],
  ["removes from a list", [{ op: "remove", path: "/tags/0" }], { ...document, tags: [{ k: "b" }] }],
  ["replaces", [{ op: "replace", path: "/name", value: "two" }], { ...document, name: "two" }],
  [
    "reads escaped names",
    [{ op: "replace", path: "/deep/a~1b/c~0d", value: 2 }],
    { ...document, deep: { "a/b": { "c~d": 2 } } },
  ],
  [
    "moves and copies",
    [
      { op: "copy", from: "/name", path: "/again" },
      { op: "move", from: "/deep", path: "/moved" },
    ],
    { name: "one", tags: document.tags, again: "one", moved: document.deep },
  ],
  ["tests", [{ op: "test", path: "/tags/0", value: { k: "a" } }], document],
])("%s", (_name, patch, expected) => {
  expect(applyPatch(document, patch)).toEqual(expected);
  expect(document.name).toBe("one");
});

it.each([
  ["a member that isn't there", [{ op: "remove", path: "/none" }]],
  ["an index that isn't there", [{ op: "replace", path: "/tags/2", value: {} }]],
  ["an index with a leading zero", [{ op: "remove", path: "/tags/00" }]],
  ["a test that fails", [{ op: "test", path: "/name", value: "two" }]],
  ["an unknown operation", [{ op: "merge", path: "/name", value: "two" }]],
  ["a path without a slash", [{ op: "remove", path: "name" }]],
  ["what isn't a list", { op: "remove", path: "/name" }],
  ["inherited members", [{ op: "add", path: "/__proto__/polluted", value: true }]],
])("refuses %s", (_name, patch) => {
  expect(() => applyPatch(document, patch)).toThrow(PatchError);
});
