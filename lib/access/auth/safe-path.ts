/** Where to go after sign-in: only a path in this console. Any other URL would make sign-in an open redirect. */
export function safePath(path: string | string[] | undefined): string {
  return typeof path === "string" && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : "/";
}
