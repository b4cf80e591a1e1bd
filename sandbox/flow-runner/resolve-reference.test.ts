import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveText, resolveValue } from "./resolve-reference";

const scope = {
  Attributes: { name: "Ann", "two words": "yes" },
  External: { a: { b: "deep" }, n: 3 },
  ContactId: "c-1",
};

describe("references", () => {
  it.each([
    ["$.ContactId", "c-1"],
    ["$.External.a.b", "deep"],
    ["$.Attributes['two words']", "yes"],
    ["$.Attributes.['two words']", "yes"],
    ["$['ContactId']", "c-1"],
    ["$.External.n", 3],
    ["$.Attributes.missing", undefined],
    ["$.Attributes.constructor", undefined],
  ])("%s reads %j", (text, value) => expect(resolveValue(text, scope)).toEqual(value));

  it.each([
    ["Hello $.Attributes.name. Press 1.", "Hello Ann. Press 1."],
    ["$.Attributes.name/$.ContactId", "Ann/c-1"],
    ["That costs $.50 or $5", "That costs $.50 or $5"],
    ["arn:aws:lambda:r:a:function:f:$LATEST", "arn:aws:lambda:r:a:function:f:$LATEST"],
    ["[$.Attributes.missing]", "[]"],
    ["$.NotARoot.x", "$.NotARoot.x"],
  ])("%j becomes %j", (text, filled) => expect(resolveText(text, scope)).toBe(filled));

  it("leaves text without a dollar as it is", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("$")),
        (text) => resolveText(text, scope) === text,
      ),
    );
  });
});
