import { expect, test } from "vitest";
import { isOtherCaller, isSameNumber } from "./phone-numbers";

test.each([
  ["+12065551118", "2065551118", true],
  ["+442071838750", "0 20 7183 8750", true],
  ["+12065551118", "+12065551119", false],
  ["+12065551118", "118", false],
])("the numbers %s and %s are the same: %s", (one, other, same) => {
  expect(isSameNumber(one, other)).toBe(same);
});

test.each([
  ["+12065550142", "+12065550143", true],
  ["+12065550142", "sip:+12065550143@center.example;user=phone", true],
  ["+12065550142", "(206) 555-0143", true],
  ["+12065550142", "+12065550142", false],
  ["+12065550142", "12065550142", false],
  ["+12065550142", "(206) 555-0142", false],
  ["+12065550142", "sip:+12065550142@center.example;user=phone", false],
  ["+442071838750", "020 7183 8750", false],
  ["+442071838750", "011 44 20 7183 8750", false],
])("a contact of %s and a session of %s are surely of two callers: %s", (contact, session, isOther) => {
  expect(isOtherCaller(contact, session)).toBe(isOther);
  expect(isOtherCaller(session, contact)).toBe(isOther);
});

test.each(["", "anonymous", "Restricted", "118", "u-2f0c6b1e-55e8", "someone@example.com", "+", "sip:@"])(
  "%j is no caller's number: whose session it is isn't known",
  (unknown) => {
    expect(isOtherCaller("+12065550142", unknown)).toBe(false);
    expect(isOtherCaller(unknown, "+12065550142")).toBe(false);
    expect(isOtherCaller(undefined, unknown)).toBe(false);
  },
);
