import { describe, expect, it } from "vitest";
import { timeZoneCookie, timeZoneOf } from "./time-zone";

const saying = (value: string) => ({ get: () => ({ value }) });

describe("the browser's time zone", () => {
  it.each(["America/New_York", "Asia/Kolkata", "UTC", "Etc/GMT+5", "America/Argentina/Buenos_Aires"])(
    "is %s again in the next request",
    (zone) => {
      const [name, value = ""] = timeZoneCookie.format(zone, true).split(";", 1)[0]?.split("=") ?? [];
      expect(timeZoneOf({ get: (asked) => (asked === name ? { value } : undefined) })).toBe(zone);
    },
  );

  it.each(["", "Mars/Olympus", "<script>", "+99:99", "A".repeat(10_000), "America/New_York\n"])(
    "isn't known by %j",
    (value) => {
      expect(timeZoneOf(saying(value))).toBeUndefined();
    },
  );

  it("isn't known before it was named", () => {
    expect(timeZoneOf({ get: () => undefined })).toBeUndefined();
  });
});
