/** Where to go after the sign-in: only a path of this console. An address elsewhere would make the sign-in a springboard. */
export function safePath(path: string | string[] | undefined): string {
  return typeof path === "string" && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : "/";
}
