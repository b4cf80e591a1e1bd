const themeCookie = "patchbay-theme";
/** Over https: a browser takes it from this host alone. */
const secureThemeCookie = `__Host-${themeCookie}`;
const yearSeconds = 365 * 24 * 3600;

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

function parseTheme(text: string | undefined): Theme {
  return themes.find((theme) => theme === text) ?? "system";
}

/** What was chosen, among a request's cookies. */
export function themeOf(jar: { get(name: string): { value: string } | undefined }): Theme {
  return parseTheme((jar.get(secureThemeCookie) ?? jar.get(themeCookie))?.value);
}

/** For document.cookie. */
export function formatThemeCookie(theme: Theme, isHttps: boolean): string {
  const name = isHttps ? secureThemeCookie : themeCookie;
  return `${name}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax${isHttps ? "; secure" : ""}`;
}
