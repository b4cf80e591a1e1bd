/** "3f0c1c34" of a UUID: enough to know it again among others on a screen; never to look it up by. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
