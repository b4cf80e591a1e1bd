import { afterEach, expect, test, vi } from "vitest";
import { vendorTime, vendorTimeMs } from "./vendor-time";

const at = "2026-11-20T15:00:04.000Z";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a time without a zone is UTC's, whatever zone the server is in", () => {
  for (const zone of ["UTC", "America/New_York", "Asia/Kolkata"]) {
    vi.stubEnv("TZ", zone);
    for (const text of ["2026-11-20T15:00:04", "2026-11-20 15:00:04", "2026-11-20T15:00:04.000"])
      expect(vendorTime(text), `${text} in ${zone}`).toBe(at);
    expect(vendorTime("2026-11-20"), zone).toBe("2026-11-20T00:00:00.000Z");
  }
});

test("a zone in the text counts", () => {
  for (const text of [
    ...["2026-11-20T15:00:04Z", "2026-11-20T10:00:04-05:00", "2026-11-20T20:30:04+0530"],
    "Fri, 20 Nov 2026 15:00:04 GMT",
  ])
    expect(vendorTime(text), text).toBe(at);
});

test("counts are of seconds or of milliseconds, as numbers or as text", () => {
  const ms = Date.parse(at);
  for (const count of [ms, ms / 1_000, String(ms), String(ms / 1_000)])
    expect(vendorTimeMs(count), String(count)).toBe(ms);
});

test("the 29th of February is a day in leap years alone", () => {
  expect(vendorTime("2028-02-29T15:00:04")).toBe("2028-02-29T15:00:04.000Z");
  expect(vendorTime("2026-02-29T15:00:04")).toBeUndefined();
});

test("what is no time is none", () => {
  for (const value of [
    0,
    -1,
    Number.NaN,
    1e300,
    "",
    " ",
    "null",
    "task 5",
    "05/06",
    "2026-02-31",
    "2026-02-30T10:00:00+02:00",
    "2026-13-01",
    null,
    undefined,
    {},
    [at],
    true,
  ])
    expect(vendorTimeMs(value), JSON.stringify(value)).toBeUndefined();
  // As JavaScript writes years with more than four digits, they come before all others.
  expect(vendorTimeMs("+020000-01-01T00:00:00Z")).toBeUndefined();
});
