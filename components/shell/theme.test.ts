import { describe, expect, it } from "vitest";
import { themeCookie, themeOf } from "./theme";

function sentBack(cookie: string) {
  const [name, value = ""] = cookie.split(";", 1)[0]?.split("=") ?? [];
  return { get: (asked: string) => (asked === name ? { value } : undefined) };
}

describe("the chosen theme", () => {
  it.each([true, false])("is found again in the next request (https: %s)", (isHttps) => {
    expect(themeOf(sentBack(themeCookie.format("dark", isHttps)))).toBe("dark");
  });

  it("is bound to this host over https", () => {
    expect(themeCookie.format("dark", true)).toMatch(
      /^__Host-patchbay-theme=dark; path=\/;.*; samesite=lax; secure$/,
    );
    expect(themeCookie.format("dark", false)).not.toMatch(/__Host-|secure/);
  });

  it("is the system's without a cookie or with an invalid one", () => {
    expect(themeOf({ get: () => undefined })).toBe("system");
    expect(themeOf({ get: () => ({ value: "<script>" }) })).toBe("system");
  });
});
