import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQuery } from "./parse-query";
import { toE164 } from "./to-e164";

test.each([
  ["a German number with its zero", "+49 (0)89 636480", "+4989636480"],
  ["the same without parentheses", "+49 089 636480", "+4989636480"],
  ["dialled from abroad", "0049 (0) 89-636480", "+4989636480"],
  ["a British number", "+44 (0)20 7946 0958", "+442079460958"],
  ["a British mobile", "+44 (0)7700 900123", "+447700900123"],
  ["a Dutch number", "+31 (0)20 794 0123", "+31207940123"],
  ["a Hungarian number with 06", "+36 06 1 234 5678", "+3612345678"],
  ["an Italian number, whose zero is its own", "+39 06 698 12345", "+390669812345"],
  ["an American number", "+1 (206) 555-0142", "+12065550142"],
  ["a Mexican mobile as carriers send it", "+52 1 55 1234 5678", "+5215512345678"],
  ["a number of no known country", "+999 123 4567", "+9991234567"],
])("%s is searched for as Amazon Connect writes it: %s", (_, text, number) => {
  const query = parseQuery(text, []);
  expect(query.kind === "caller-number" && toE164(query.number)).toBe(number);
});

test("whatever else stands in a number stays, digit by digit", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1_000_000n, max: 9_999_999_999_999_999n }).map(String), (digits) => {
      const number = toE164(`+${digits}`);
      const dropped = digits.length - (number.length - 1);
      expect(dropped === 0 ? number === `+${digits}` : dropped <= 2).toBe(true);
    }),
  );
});
