import { expect, test } from "vitest";
import { parseMoment } from "./parse-moment";

test("a moment in an address is read as it was written", () => {
  const at = new Date("2026-11-04T09:40:02.118Z");
  expect(parseMoment(at.toISOString())).toEqual(at);
});

test.each([
  undefined,
  "",
  "yesterday",
  "2026-13-04T09:40:02.118Z",
  "0000-01-01T00:00:00.000Z",
  "-200000-01-01T00:00:00.0",
  "+275000-01-01T00:00:00.0",
])("%s is none, or none that the database has", (text) => expect(parseMoment(text)).toBeUndefined());
