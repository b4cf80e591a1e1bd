import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPath, writePath } from "./settings-paths";

const path = fc
  .array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 })
  .map((keys) => keys.join("."));

describe("a setting by its path", () => {
  test("reads what was written, and leaves the original alone", () => {
    fc.assert(
      fc.property(path, fc.oneof(fc.string(), fc.integer(), fc.boolean()), (where, value) => {
        const before = {};
        expect(readPath(writePath(before, where, value), where)).toEqual(value);
        expect(before).toEqual({});
      }),
    );
  });

  test("keeps its neighbours", () => {
    const settings = { connector: { name: "a", requireEncryption: false }, voice: "Joanna" };
    expect(writePath(settings, "connector.requireEncryption", true)).toEqual({
      connector: { name: "a", requireEncryption: true },
      voice: "Joanna",
    });
  });

  test("takes a value away rather than writing it as undefined", () => {
    expect(Object.keys(writePath({ hoursOfOperationId: "x" }, "hoursOfOperationId", undefined))).toEqual([]);
  });
});
