import { expect, test } from "vitest";
import { saySearched } from "./number-results";

test("last digits are looked for in scanned contacts only where there are any", () => {
  expect(saySearched({ read: 0, known: 0 })).toMatch(/No contact of the day has been scanned yet/);
  expect(saySearched({ read: 1, known: 1 })).toMatch(/the records of 1 scanned contact\./);
  expect(saySearched({ read: 100, known: 240 })).toMatch(/the records of 100 of 240 scanned contacts\./);
  expect(saySearched({ read: 0, known: 0 })).not.toMatch(/\b0\b/);
});
