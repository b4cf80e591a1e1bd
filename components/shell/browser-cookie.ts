/** A year. */
const maxAgeSeconds = 365 * 24 * 3600;

/** A request's cookies. */
export interface CookieJar {
  get(name: string): { value: string } | undefined;
}

/** Something about the browser that isn't secret: its scripts write it, and the server reads it with the next request. */
export function browserCookie(name: string) {
  /** Over https: a browser takes it from this host alone. */
  const secureName = `__Host-${name}`;
  return {
    read: (jar: CookieJar): string | undefined => (jar.get(secureName) ?? jar.get(name))?.value,

    /** For document.cookie. */
    format(value: string, isHttps: boolean): string {
      const pair = `${isHttps ? secureName : name}=${value}`;
      return `${pair}; path=/; max-age=${maxAgeSeconds}; samesite=lax${isHttps ? "; secure" : ""}`;
    },
  };
}
