/** Below an integration's `hookUrl`: the routes of app/api/hooks. */
export const hookPaths = { link: "link", events: "events" } as const;

/** How what stands in a script in place of a token begins. */
export const placeholderStart = "PASTE_";

export function isPlaceholder(token: string): boolean {
  return token.startsWith(placeholderStart);
}
