import { describe, expect, it } from "vitest";
import type { Hours } from "./connect-model";
import { isOpenAt } from "./opening-hours";

const weekday = (from: number, to: number): Hours => ({
  id: "h",
  name: "Hours",
  tags: {},
  modifiedAt: 0,
  timeZone: "America/New_York",
  config: [{ Day: "MONDAY", StartTime: { Hours: from, Minutes: 0 }, EndTime: { Hours: to, Minutes: 0 } }],
});

describe("hours of operation", () => {
  it("apply in their own time zone", () => {
    // Monday 13:30 UTC is 8:30 in New York in winter.
    const at = Date.parse("2026-01-05T13:30:00Z");
    expect(isOpenAt(weekday(9, 17), at)).toBe(false);
    expect(isOpenAt(weekday(8, 17), at)).toBe(true);
    expect(isOpenAt(weekday(0, 0), at)).toBe(true);
    expect(isOpenAt(weekday(0, 0), Date.parse("2026-01-06T13:30:00Z"))).toBe(false);
  });
});
