import { browserCookie, type CookieJar } from "./browser-cookie";

export const timeZoneCookie = browserCookie("patchbay-time-zone");

/** As IANA names them, at most. */
const zoneName = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;

/** The zone that the browser named before, among a request's cookies; undefined at its first visit. */
export function timeZoneOf(jar: CookieJar): string | undefined {
  const name = timeZoneCookie.read(jar);
  return name !== undefined && isTimeZone(name) ? name : undefined;
}

/** Whether times can be written in it: a cookie may hold anything. */
function isTimeZone(name: string): boolean {
  if (!zoneName.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
