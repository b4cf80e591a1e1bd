import { browserCookie, type CookieJar } from "./browser-cookie";

export const themeCookie = browserCookie("patchbay-theme");

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What was chosen, among a request's cookies. */
export function themeOf(jar: CookieJar): Theme {
  const value = themeCookie.read(jar);
  return themes.find((theme) => theme === value) ?? "system";
}
