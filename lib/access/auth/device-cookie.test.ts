import { expect, it } from "vitest";
import { deviceOf, newDeviceCookie } from "./device-cookie";

it("recognizes a device by its cookie's token, among any other cookies", () => {
  const [cookie = ""] = newDeviceCookie(false).split(";");
  const device = deviceOf(cookie);
  expect(device).toMatch(/^[0-9a-f]{64}$/);
  expect(deviceOf(`a=b; ${cookie}; c=d`)).toBe(device);
  expect(cookie).not.toContain(device);
});

it.each([null, "", "a=b", "patchbay-device=short", "patchbay-device="])("%j is no device", (header) =>
  expect(deviceOf(header)).toBeUndefined(),
);

it("keeps the cookie away from scripts, and over https bound to this host and to https", () => {
  expect(newDeviceCookie(false)).toMatch(/^patchbay-device=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax$/);
  expect(newDeviceCookie(true)).toMatch(/^__Host-patchbay-device=.*; Secure$/);
});
