import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSame, readPath, writePath } from "./settings-paths";

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

  test("is the same again when a change is taken back, whatever the order of the keys", () => {
    const settings = { voice: "Joanna", texts: { welcome: "Hello", error: "Sorry" }, numbers: ["1", "2"] };
    const changed = writePath(settings, "texts.welcome", "Hi");
    expect(isSame(changed, settings)).toBe(false);
    expect(isSame(writePath(changed, "texts.welcome", "Hello"), settings)).toBe(true);
    expect(isSame(settings, { ...settings, hours: undefined })).toBe(true);
    expect(isSame(settings, { ...settings, numbers: ["2", "1"] })).toBe(false);
  });
});
