import { expect, it } from "vitest";
import { phoneNumberOf } from "./rows";

it.each([
  ["+12065550188", "+12065550188"],
  ["tel:+1 (206) 555-0188", "+12065550188"],
  ["12065550188", "+12065550188"],
  // Which country's it is isn't known.
  ["2065550188", "2065550188"],
  ["02065550188", "02065550188"],
  ["1001", "1001"],
  ["sip:ada@example.com", "sip:ada@example.com"],
])("the number %s is %s", (given, number) => {
  expect(phoneNumberOf(given)).toBe(number);
});
